using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Tells whether the Bundle of an entry can be a searchset, as far as that can be seen within one function: only there entries have a search
/// mode (https://hl7.org/fhir/R4/bundle.html). What is not known can be one.
/// </summary>
internal static class BundleOrigin
{
    private const int LongestWay = 16;
    private const string Searchset = "Searchset";

    /// <summary>Whether an entry may come from a searchset.</summary>
    public static bool MayBeSearchset(IOperation entry)
    {
        IOperation? current = entry;
        for (var step = 0; step < LongestWay && current is not null; step++)
        {
            current = ValueReader.Unwrap(current);
            if (current is IPropertyReferenceOperation { Property: { Name: "Entry", ContainingType: { Name: "Bundle", ContainingNamespace.Name: "R4" } }, Instance: { } bundle })
            {
                return MayBundleBeSearchset(ValueReader.Unwrap(bundle));
            }

            current = ResourceOrigin.Before(current);
        }

        return true;
    }

    private static bool MayBundleBeSearchset(IOperation bundle)
    {
        // What the code says of the type counts more than where the bundle came from.
        var types = new HashSet<string>(System.StringComparer.Ordinal);
        if (SymbolOf(bundle) is { } symbol)
        {
            AddNamedTypes(types, bundle, symbol);
        }

        var origin = OriginOf(bundle);
        if (origin is IObjectCreationOperation { Initializer: { } initializer })
        {
            AddInitialType(types, initializer);
        }

        return types.Count > 0 ? types.Contains(Searchset) : !IsHistoryOrSummary(origin);
    }

    // A summary is a document.
    private static bool IsHistoryOrSummary(IOperation origin) =>
        origin is IInvocationOperation { TargetMethod: { Name: "History" or "SummaryAsync", ContainingType.Name: var type } }
        && type.EndsWith("Endpoint", System.StringComparison.Ordinal);

    private static IOperation OriginOf(IOperation bundle)
    {
        var current = bundle;
        for (var step = 0; step < LongestWay; step++)
        {
            current = ValueReader.Unwrap(current);
            var before = current is IPropertyReferenceOperation { Property: { Name: "Bundle", ContainingType.Name: "FhirSearchPage" }, Instance: { } page } ? page
                : current is IFieldReferenceOperation or IPropertyReferenceOperation ? OnlyValue.Of(current) ?? ResourceOrigin.Before(current)
                : ResourceOrigin.Before(current);
            if (before is null)
            {
                break;
            }

            current = before;
        }

        return current;
    }

    private static void AddInitialType(HashSet<string> types, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (var part in initializer.Initializers)
        {
            if (part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Type" }, Value: var value })
            {
                AddMembers(types, value);
            }
        }
    }

    /// <summary>The types that the function gives to the bundle, or asks for.</summary>
    private static void AddNamedTypes(HashSet<string> types, IOperation inside, ISymbol symbol)
    {
        var root = inside;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IPropertyReferenceOperation { Property: { Name: "Type", ContainingType.Name: "Bundle" }, Instance: { } instance } type
                    when SymbolEqualityComparer.Default.Equals(SymbolOf(ValueReader.Unwrap(instance)), symbol):
                    AddComparedWith(types, type);
                    break;
                case IIsPatternOperation pattern when SymbolEqualityComparer.Default.Equals(SymbolOf(ValueReader.Unwrap(pattern.Value)), symbol):
                    AddMembers(types, pattern.Pattern);
                    break;
            }
        }
    }

    private static void AddComparedWith(HashSet<string> types, IOperation type)
    {
        var current = type;
        while (current.Parent is IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation or IPropertyReferenceOperation { Property.Name: "Value" or "Text" })
        {
            current = current.Parent;
        }

        if (current.Parent is IAssignmentOperation or IBinaryOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation)
        {
            AddMembers(types, current.Parent);
        }
    }

    private static void AddMembers(HashSet<string> types, IOperation operation)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            switch (part)
            {
                case IFieldReferenceOperation { Field: { ContainingType.Name: "BundleType" } member }:
                    types.Add(member.Name);
                    break;
                case ILiteralOperation { ConstantValue: { HasValue: true, Value: string code } }:
                    types.Add(code == "searchset" ? Searchset : code);
                    break;
            }
        }
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };
}
