using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// Where the links between the entries of a transaction lead: each <c>fullUrl</c> with the resource that its entry leads to
/// (https://hl7.org/fhir/R4/bundle.html#references).
/// </summary>
internal sealed class TransactionLinks
{
    private readonly Dictionary<string, EntryTarget> _targets = new(StringComparer.Ordinal);

    public TransactionLinks(TransactionPlan plan)
    {
        foreach (var request in plan.Requests)
        {
            if (request.FullUrl is { Length: > 0 } fullUrl && plan.Targets[request.Index] is { } target
                && !_targets.TryAdd(KeyOf(ReferenceUrl.Parse(fullUrl), fullUrl, null), target) && _targets[KeyOf(ReferenceUrl.Parse(fullUrl), fullUrl, null)] != target)
            {
                throw BundleRequest.Refuse(IssueType.Duplicate, "Two entries of the transaction have the same fullUrl.", request.Index, ".fullUrl");
            }
        }
    }

    /// <summary>The address that relative references of an entry continue; null where its fullUrl is no address of a FHIR server.</summary>
    public static string? BaseOf(string? fullUrl) => ReferenceUrl.Parse(fullUrl) is { Kind: ReferenceKind.Absolute, BaseUrl: var baseUrl } ? baseUrl : null;

    /// <summary>Whether a link is a URN that means nothing outside of its bundle.</summary>
    public static bool IsUrn(string link) =>
        link.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a link becomes; null where it leads to no entry of the transaction. A version or fragment that it names is kept.</summary>
    /// <param name="link">The link: a <c>fullUrl</c>, or a reference of type and id.</param>
    /// <param name="baseUrl">What relative references continue, or null.</param>
    /// <param name="mayHaveVersion">Whether it may be a canonical, whose version stands behind a bar.</param>
    public string? Resolve(string link, string? baseUrl, bool mayHaveVersion = false)
    {
        var end = link.AsSpan().IndexOfAny('#', mayHaveVersion ? '|' : '#');
        var address = end < 0 ? link : link[..end];
        var url = ReferenceUrl.Parse(address);
        if (address.Length == 0 || !_targets.TryGetValue(KeyOf(url, address, baseUrl), out var target))
        {
            return null;
        }

        var version = url.VersionId is not null && target.VersionId is { } versionId ? "/_history/" + versionId : "";
        return target.ResourceType + "/" + target.Id + version + link[address.Length..];
    }

    /// <summary>A link as all its spellings have it: absolute, without version, URNs in lower case (RFC 9562, section 4).</summary>
    private static string KeyOf(ReferenceUrl url, string link, string? baseUrl) => url.Kind switch
    {
        ReferenceKind.Urn => IsUrn(link) ? link.ToLowerInvariant() : link,
        ReferenceKind.Absolute => url.BaseUrl + "/" + url.ResourceType + "/" + url.Id,
        ReferenceKind.Relative when baseUrl is not null => baseUrl + "/" + url.ResourceType + "/" + url.Id,
        _ => link,
    };
}
