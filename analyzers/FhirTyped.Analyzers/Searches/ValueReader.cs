using System.Collections.Generic;
using System.Globalization;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>What is known of the values in a comparator's arguments before the program runs.</summary>
internal static class ValueReader
{
    /// <summary>The values of a comparator, each with its place.</summary>
    public static List<CodeValue> Read(IInvocationOperation call, Comparator comparator)
    {
        var values = new List<CodeValue>();
        switch (comparator.Form)
        {
            case ComparatorForm.Any:
                foreach (var element in Elements(call.Arguments[0]))
                {
                    values.Add(new(element is null ? SearchValue.Unknown : Token(element), (element ?? Argument(call, 0)).Syntax.GetLocation()));
                }

                break;
            case ComparatorForm.Parts:
                values.Add(new(SearchValue.Unknown, Place(call)));
                break;
            case ComparatorForm.TypeAndId:
                var id = Argument(call, 1);
                values.Add(new(Text(id) is { } written ? new(Escape(written)) : SearchValue.Unknown, id.Syntax.GetLocation()));
                break;
            case ComparatorForm.System:
                values.Add(new(Text(Argument(call, 0)) is { } system ? new(Escape(system) + "|") : SearchValue.Unknown, Place(call)));
                break;
            case ComparatorForm.Missing:
                values.Add(new(Unwrap(Argument(call, 0)).ConstantValue is { HasValue: true, Value: bool missing } ? new(missing ? "true" : "false") : SearchValue.Unknown, Place(call)));
                break;
            default:
                values.Add(new(Single(call, comparator.Prefix), Place(call)));
                break;
        }

        return values;
    }

    /// <summary>The texts of a <c>params</c> argument, each with its place; one that is not known where the list is not written out.</summary>
    public static List<CodeValue> Texts(IArgumentOperation argument)
    {
        var values = new List<CodeValue>();
        foreach (var element in Elements(argument))
        {
            values.Add(new(element is not null && Text(element) is { } text ? new(Escape(text)) : SearchValue.Unknown, (element ?? argument.Value).Syntax.GetLocation()));
        }

        return values;
    }

    /// <summary>A string constant; null and <c>string.Empty</c> are empty.</summary>
    public static string? Text(IOperation operation)
    {
        var value = Unwrap(operation);
        if (value.ConstantValue is { HasValue: true } constant)
        {
            return constant.Value is null or string ? (string?)constant.Value ?? "" : null;
        }

        return value is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } ? "" : null;
    }

    /// <summary>An expression without the conversions around it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>The argument of a parameter by its place in the declaration: named arguments may stand in another order.</summary>
    public static IOperation Argument(IInvocationOperation call, int ordinal)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == ordinal)
            {
                return argument.Value;
            }
        }

        return call.Arguments[ordinal].Value;
    }

    /// <summary>A text as a value: FHIR's separators escaped.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\").Replace(",", "\\,").Replace("|", "\\|").Replace("$", "\\$");

    /// <summary>A date or number after a comparison prefix.</summary>
    public static SearchValue Bound(IOperation operation, string prefix)
    {
        var value = Unwrap(operation);
        var text = Number(value)
            ?? (value is IObjectCreationOperation { Type: { Name: "DateOnly", ContainingNamespace.Name: "System" }, Arguments.Length: 3 } date
                ? Date(date.Arguments[0].Value, date.Arguments[1].Value, date.Arguments[2].Value)
                : null);
        return text is null ? SearchValue.UnknownAfter(prefix) : new(Written(prefix) + text);
    }

    private static SearchValue Single(IInvocationOperation call, string prefix)
    {
        if (prefix.Length > 0)
        {
            return call.Arguments.Length == 3
                ? Date(Argument(call, 0), Argument(call, 1), Argument(call, 2)) is { } date ? new(Written(prefix) + date) : SearchValue.UnknownAfter(prefix)
                : call.Arguments.Length == 2
                    ? Number(Argument(call, 0)) is { } amount && Text(Argument(call, 1)) is { Length: > 0 } unit
                        ? new(Written(prefix) + amount + "|http://unitsofmeasure.org|" + Escape(unit))
                        : SearchValue.UnknownAfter(prefix)
                    : Bound(Argument(call, 0), prefix);
        }

        return call.Arguments.Length == 1 ? Token(Argument(call, 0)) : Joined(Argument(call, 0), Argument(call, 1), Separator(call));
    }

    private static string Separator(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Is", ContainingType.Name: "ReferenceParameter" } ? "/" : "|";

    private static SearchValue Joined(IOperation first, IOperation second, string separator)
    {
        // A part that is empty empties the whole value, whatever the other is.
        return Text(first) is { } left
            ? left.Trim().Length == 0 ? new("") : Text(second) is { } right ? new(right.Trim().Length == 0 ? "" : Escape(left) + separator + Escape(right)) : SearchValue.Unknown
            : Text(second) is { } only && only.Trim().Length == 0 ? new("") : SearchValue.Unknown;
    }

    /// <summary>A text, a boolean, the member of an enum, or a token that is made in place.</summary>
    private static SearchValue Token(IOperation operation)
    {
        var value = Unwrap(operation);
        if (Text(value) is { } text)
        {
            return new(Escape(text));
        }

        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: bool boolean } }:
                return new(boolean ? "true" : "false");
            case { Type: INamedTypeSymbol { TypeKind: TypeKind.Enum, ContainingNamespace: { Name: "R4", ContainingNamespace.Name: "FhirTyped" } } type, ConstantValue.HasValue: true }:
                return EnumCodes.Find(type.Name, value.ConstantValue.Value) is var (system, code) ? new(Escape(system) + "|" + Escape(code)) : SearchValue.Unknown;
            case IObjectCreationOperation { Type.Name: "SearchToken", Arguments.Length: 2 } creation:
                return Joined(creation.Arguments[0].Value, creation.Arguments[1].Value, "|");
            case IInvocationOperation { TargetMethod: { Name: "Of" or "OfCode", ContainingType.Name: "SearchToken" } } factory:
                return Token(factory.Arguments[0].Value);
            case IInvocationOperation { TargetMethod: { Name: "OfSystem", ContainingType.Name: "SearchToken" } } factory:
                return Text(factory.Arguments[0].Value) is { } name ? new(Escape(name) + "|") : SearchValue.Unknown;
            default:
                return SearchValue.Unknown;
        }
    }

    private static string Written(string prefix) => prefix == SearchPrefixes.WordOf(SearchPrefix.Equal) ? "" : prefix;

    private static string? Date(IOperation first, IOperation second, IOperation third) =>
        Integer(first) is { } year && Integer(second) is { } month && Integer(third) is { } day
            ? year.ToString("0000", CultureInfo.InvariantCulture) + "-" + month.ToString("00", CultureInfo.InvariantCulture) + "-" + day.ToString("00", CultureInfo.InvariantCulture)
            : null;

    private static int? Integer(IOperation operation) => Unwrap(operation).ConstantValue is { HasValue: true, Value: int number } ? number : null;

    private static string? Number(IOperation operation) => Unwrap(operation).ConstantValue is { HasValue: true, Value: decimal or int or long } constant
        ? System.Convert.ToString(constant.Value, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The elements of a <c>params</c> argument; one null for a list that is not written out.</summary>
    private static IEnumerable<IOperation?> Elements(IArgumentOperation argument)
    {
        switch (Unwrap(argument.Value))
        {
            case ICollectionExpressionOperation collection:
                foreach (var element in collection.Elements)
                {
                    yield return element is ISpreadOperation ? null : element;
                }

                break;
            case IArrayCreationOperation { Initializer: { } initializer }:
                foreach (var element in initializer.ElementValues)
                {
                    yield return element;
                }

                break;
            default:
                yield return null;
                break;
        }
    }

    private static Location Place(IInvocationOperation call)
    {
        // The last argument: the code of a system and a code, the day of a date.
        if (call.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments })
        {
            return arguments[arguments.Count - 1].Expression.GetLocation();
        }

        return NameLocation.Of(call);
    }
}
