namespace FhirTyped.Capabilities;

/// <summary>The words of a search that FHIR R4 itself fixes (https://hl7.org/fhir/R4/search.html#prefix, #modifiers).</summary>
internal static class SearchWords
{
    /// <summary>The comparisons that may stand before a number, a date or a quantity.</summary>
    public static EquatableArray<string> Prefixes { get; } = new(new[] { "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap" });

    /// <summary>The modifiers, but for those that are the names of resource types.</summary>
    public static EquatableArray<string> Modifiers { get; } = new(new[]
    {
        "missing", "exact", "contains", "text", "not", "in", "not-in", "of-type", "above", "below", "identifier",
    });
}
