using FhirTyped.Capabilities;

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
                    : PrefixOf(method) is { } prefix ? new("", prefix, ComparatorForm.Single)
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

    private static string? PrefixOf(string method) => method switch
    {
        "On" or "Is" => "eq",
        "Not" => "ne",
        "After" or "GreaterThan" => "gt",
        "OnOrAfter" or "AtLeast" => "ge",
        "Before" or "LessThan" => "lt",
        "OnOrBefore" or "AtMost" => "le",
        "StartsAfter" => "sa",
        "EndsBefore" => "eb",
        "Approximately" => "ap",
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
