namespace FhirTyped.Matching;

/// <summary>A URI, compared as it stands.</summary>
internal sealed record UriIndexValue(string Uri) : IndexValue
{
    public override string SortKey => Uri;
}
