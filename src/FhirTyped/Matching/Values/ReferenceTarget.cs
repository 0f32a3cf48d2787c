using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>A literal reference or a canonical, taken apart: https://hl7.org/fhir/R4/references.html.</summary>
/// <param name="Url">The reference without a version and without the server's own base: <c>Patient/1</c>, or an absolute URL.</param>
/// <param name="ResourceType">The type that it names; null where it names none.</param>
/// <param name="Id">The id; null where it is no address of a resource.</param>
/// <param name="Version">The version behind <c>_history</c>, or behind the bar of a canonical; null where there is none.</param>
/// <remarks>The one place that takes references apart: whatever compares, follows or looks them up asks here.</remarks>
internal sealed record ReferenceTarget(string Url, string? ResourceType, string? Id, string? Version)
{
    private const string History = "/_history/";

    /// <summary>Whether it is relative, or was an address of this server.</summary>
    public bool IsLocal => Id is not null && Url.Length == ResourceType!.Length + 1 + Id.Length;

    /// <summary>Of a canonical the <c>url</c> of the resource, wherever that is, which need not be its address; null of a reference.</summary>
    public string? Canonical { get; init; }

    /// <summary>Takes a reference apart.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="baseUrl">The server's own base, with a slash at the end; empty for none.</param>
    public static ReferenceTarget Parse(string reference, string baseUrl)
    {
        var url = baseUrl.Length > 0 && reference.StartsWith(baseUrl, StringComparison.Ordinal) ? reference[baseUrl.Length..] : reference;
        var history = url.IndexOf(History, StringComparison.Ordinal);
        if (history >= 0)
        {
            return Of(url[..history], url[(history + History.Length)..]);
        }

        // A canonical: url|version#fragment, where the fragment is within what it leads to.
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var whole = hash > 0 ? url[..hash] : url;
        var bar = whole.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? Of(whole, null) : Of(whole[..bar], whole[(bar + 1)..]);
    }

    /// <summary>Takes a canonical apart: <c>url|version#fragment</c>. It may be an address of this server as well.</summary>
    /// <inheritdoc cref="Parse"/>
    public static ReferenceTarget ParseCanonical(string reference, string baseUrl) =>
        Parse(reference, baseUrl) with { Canonical = Parse(reference, "").Url };

    /// <summary>Whether a canonical is one that <c>:below</c> asks for: the URL or what lies below it, and the version or a narrower one (1.2 of 1).</summary>
    public bool IsBelow(ReferenceTarget asked) => UriMatch.IsBelow(Canonical ?? Url, asked.Url)
        && (asked.Version is null || ((Canonical ?? Url) == asked.Url && Version is { } version
            && (version == asked.Version || version.StartsWith(asked.Version + ".", StringComparison.Ordinal))));

    private static ReferenceTarget Of(string address, string? version)
    {
        var slash = address.LastIndexOf('/');
        var before = slash <= 0 ? -1 : address.LastIndexOf('/', slash - 1);
        return slash > 0 && slash + 1 < address.Length && address[(before + 1)..slash] is var type && R4Definitions.IsResourceType(type)
            ? new ReferenceTarget(address, type, address[(slash + 1)..], version)
            : new ReferenceTarget(address, null, null, version);
    }
}
