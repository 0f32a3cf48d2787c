using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>
/// Criteria on URIs: https://hl7.org/fhir/R4/search.html#uri. Case and every sign count; only the version of a canonical need not be asked for.
/// </summary>
internal static class UriMatch
{
    public static ValueMatch? TryCreate(string escaped, string modifier)
    {
        var uri = SearchEscaping.Unescape(escaped);
        return modifier switch
        {
            "" => value => value is UriIndexValue held && (held.Uri == uri || (held.IsCanonical && held.Unversioned == uri)),
            "below" => value => value is UriIndexValue held && (IsBelow(held.Uri, uri) || (held.IsCanonical && IsCanonicalBelow(held.Uri, uri))),
            "above" => value => value is UriIndexValue held && IsBelow(uri, held.Uri),
            _ => null,
        };
    }

    private static bool IsCanonicalBelow(string held, string asked) => ReferenceTarget.Parse(held, "").IsBelow(ReferenceTarget.Parse(asked, ""));

    /// <summary>Whether a URI is another one or lies below it, step by step of its path.</summary>
    public static bool IsBelow(string uri, string parent) =>
        uri.StartsWith(parent, StringComparison.Ordinal)
        && (uri.Length == parent.Length || parent.EndsWith('/') || uri[parent.Length] is '/' or '|' or '#' or '?');
}
