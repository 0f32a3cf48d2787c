using FhirTyped.Capabilities;

namespace FhirTyped.Receipts;

/// <summary>
/// A <c>self</c> link, taken apart as it stands (RFC 3986 §3): servers encode them badly, and an address that is no URI still says something.
/// </summary>
/// <param name="BaseUrl">What stands before the resource type, with its slash; empty where there is nothing or where no type is named.</param>
/// <param name="ResourceType">The type that is searched; null where the path names none.</param>
/// <param name="Query">The query without its question mark and without the fragment; null where there is none.</param>
internal sealed record SelfLink(string BaseUrl, string? ResourceType, string? Query)
{
    private static readonly string[] CompartmentTypes = ["Device", "Encounter", "Patient", "Practitioner", "RelatedPerson"];

    /// <summary>Whether the path names no resource type although there is one: of a stored result, of the whole system, of something else.</summary>
    public bool IsOfAnotherKind { get; private init; }

    /// <summary>The address of a search by POST: its criteria were in the body, and may be missing here.</summary>
    public bool IsPost { get; private init; }

    /// <summary>The resource in whose compartment was searched, <c>Patient/p1</c>; null where there is none (https://hl7.org/fhir/R4/compartmentdefinition.html).</summary>
    public ReferenceParts? Compartment { get; private init; }

    /// <summary>What stands behind the <c>#</c>, which is never part of a request; null where there is none.</summary>
    public string? Fragment { get; private init; }

    /// <summary>Takes a link apart.</summary>
    /// <param name="link">The link.</param>
    /// <param name="ownBaseUrl">The base that the client knows the server by, which may look like a compartment; empty for none.</param>
    public static SelfLink Parse(string link, string ownBaseUrl = "")
    {
        var text = link.Trim();
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? null : text[(hash + 1)..];
        text = hash < 0 ? text : text[..hash];
        var question = text.IndexOf('?', StringComparison.Ordinal);

        // Written into XML or HTML once, and never taken out again.
        var query = question < 0 ? null : text[(question + 1)..].Replace("&amp;", "&", StringComparison.OrdinalIgnoreCase);
        return ReadPath(question < 0 ? text : text[..question], query, ownBaseUrl) with { Fragment = fragment };
    }

    private static SelfLink ReadPath(string path, string? query, string ownBaseUrl)
    {
        if (path.Length == 0)
        {
            // A reference of a query only is relative to what was asked for (RFC 3986 §5.2.2).
            return new SelfLink("", null, query);
        }

        var trimmed = path.TrimEnd('/');
        const string Search = "/_search";
        var isPost = trimmed.EndsWith(Search, StringComparison.Ordinal);
        trimmed = isPost ? trimmed[..^Search.Length] : trimmed;
        var slash = trimmed.LastIndexOf('/');
        var type = trimmed[(slash + 1)..];
        if (!R4Definitions.IsResourceType(type))
        {
            return new SelfLink("", null, query) { IsOfAnotherKind = true, IsPost = isPost };
        }

        var before = trimmed[..(slash + 1)];
        if (!string.Equals(before, ownBaseUrl, StringComparison.OrdinalIgnoreCase) && ReadCompartment(before) is var (baseUrl, compartment))
        {
            return new SelfLink(baseUrl, type, query) { IsPost = isPost, Compartment = compartment };
        }

        return new SelfLink(before, type, query) { IsPost = isPost };
    }

    private static (string BaseUrl, ReferenceParts Compartment)? ReadCompartment(string before)
    {
        var parts = before.Split('/');
        if (parts.Length < 3 || !CompartmentTypes.Contains(parts[^3]) || parts[^2].Length == 0)
        {
            return null;
        }

        var baseUrl = before[..(before.Length - parts[^3].Length - parts[^2].Length - 2)];
        return (baseUrl, new ReferenceParts("", parts[^3], SearchQuery.Decode(parts[^2]), null));
    }
}
