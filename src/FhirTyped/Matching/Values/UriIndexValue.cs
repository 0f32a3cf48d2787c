namespace FhirTyped.Matching;

/// <summary>A URI, compared as it stands; or a canonical, which is found with and without its version.</summary>
internal sealed record UriIndexValue(string Uri) : IndexValue
{
    /// <summary>Whether it is a canonical: https://hl7.org/fhir/R4/references.html#canonical.</summary>
    public bool IsCanonical { get; init; }

    /// <summary>A canonical without its version; any other URI as it is.</summary>
    public string Unversioned => IsCanonical ? ReferenceTarget.Parse(Uri, "").Url : Uri;

    public override string SortKey => Uri;
}
