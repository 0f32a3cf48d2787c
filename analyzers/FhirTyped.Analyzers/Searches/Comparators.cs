using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The comparators in words, and what they are in FHIR (https://hl7.org/fhir/R4/search.html#prefix and #modifiers).</summary>
internal static class Comparators
{
    /// <summary>The comparator of a method of a parameter struct, or null.</summary>
    public static Comparator? Find(SearchParameterType type, string method)
    {
        if (method == "Missing")
        {
            return new("missing", "", ComparatorForm.Missing);
        }

        switch (type)
        {
            case SearchParameterType.Date or SearchParameterType.Number or SearchParameterType.Quantity:
                return method == "Between" ? new("", "", ComparatorForm.Range)
                    : PrefixOf(method) is { } prefix ? new("", SearchPrefixes.WordOf(prefix), ComparatorForm.Single)
                    : null;
            case SearchParameterType.Composite or SearchParameterType.Special:
                return method == "Is" ? new("", "", ComparatorForm.Parts) : null;
            default:
                return method switch
                {
                    "Is" or "StartsWith" => new("", "", ComparatorForm.Single),
                    "AnyOf" => new("", "", ComparatorForm.Any),
                    "InSystem" => new("", "", ComparatorForm.System),
                    "OfType" when type == SearchParameterType.Reference => new("", "", ComparatorForm.TypeAndId),
                    "OfType" => new("of-type", "", ComparatorForm.Parts),
                    _ => ModifierOf(method) is { } modifier ? new(modifier, "", ComparatorForm.Single) : null,
                };
        }
    }

    /// <summary>The comparisons of a parameter struct, in the order in which it has them, for a message.</summary>
    public static string Describe(SearchParameterType type, ITypeSymbol parameter)
    {
        var names = new List<string>();
        foreach (var member in parameter.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false }
                && Find(type, member.Name) is not null && !names.Contains(member.Name))
            {
                names.Add(member.Name);
            }
        }

        return names.Count < 2 ? string.Concat(names) : string.Join(", ", names.GetRange(0, names.Count - 1)) + " and " + names[names.Count - 1];
    }

    private static SearchPrefix? PrefixOf(string method) => method switch
    {
        "On" or "Is" => SearchPrefix.Equal,
        "Not" => SearchPrefix.NotEqual,
        "After" or "GreaterThan" => SearchPrefix.GreaterThan,
        "OnOrAfter" or "AtLeast" => SearchPrefix.GreaterOrEqual,
        "Before" or "LessThan" => SearchPrefix.LessThan,
        "OnOrBefore" or "AtMost" => SearchPrefix.LessOrEqual,
        "StartsAfter" => SearchPrefix.StartsAfter,
        "EndsBefore" => SearchPrefix.EndsBefore,
        "Approximately" => SearchPrefix.Approximate,
        _ => null,
    };

    private static string? ModifierOf(string method) => method switch
    {
        "Exactly" => "exact",
        "Contains" => "contains",
        "Not" => "not",
        "In" => "in",
        "NotIn" => "not-in",
        "Text" => "text",
        "Below" => "below",
        "Above" => "above",
        "Identifier" => "identifier",
        _ => null,
    };
}
