namespace FhirTyped.Capabilities;

/// <summary>The words of a search that FHIR R4 itself fixes, beside the comparisons (<see cref="SearchPrefixes"/>) (https://hl7.org/fhir/R4/search.html#modifiers).</summary>
internal static class SearchWords
{
    /// <summary>The modifiers, but for those that are the names of resource types.</summary>
    public static EquatableArray<string> Modifiers { get; } = new(new[]
    {
        "missing", "exact", "contains", "text", "not", "in", "not-in", "of-type", "above", "below", "identifier",
    });
}
