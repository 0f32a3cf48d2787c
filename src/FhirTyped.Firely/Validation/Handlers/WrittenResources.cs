using FhirTyped.R4;

namespace FhirTyped.Firely.Handlers;

/// <summary>What an HTTP request would write: the resources of its body that a create or update holds, alone or as entries of a batch or transaction.</summary>
internal static class WrittenResources
{
    /// <summary>
    /// Whether a request writes resources that it holds whole. Patches hold parts; searches and operations write nothing of their own, and are told by their address.
    /// </summary>
    public static bool IsWrite(HttpRequestMessage request) =>
        request.Content is not null && (request.Method == HttpMethod.Put || request.Method == HttpMethod.Post) && LastSegment(request) is not ("_search" or ['$', ..]);

    /// <summary>Whether the answer to a request holds what the server has: that of a read, a search, a history or an operation.</summary>
    public static bool IsRead(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || (request.Method == HttpMethod.Post && LastSegment(request) is "_search" or ['$', ..]);

    /// <summary>Whether a request writes a Binary, whose content may come as it is (https://hl7.org/fhir/R4/binary.html#rest).</summary>
    public static bool IsBinary(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.TrimEnd('/').Split('/') is [.., nameof(Binary)] or [.., nameof(Binary), _];

    /// <summary>The resources that a body would write, and where each stands in it.</summary>
    public static IEnumerable<(string Place, Resource Resource)> Of(HttpRequestMessage request, Resource body)
    {
        if (request.Method != HttpMethod.Post || body is not Bundle { Type.Value: BundleType.Batch or BundleType.Transaction } bundle || LastSegment(request) == nameof(Bundle))
        {
            return [("", body)];
        }

        return bundle.Entry.Index()
            .Where(static one => one.Item is { Resource: not null, Request.Method.Value: HttpVerb.POST or HttpVerb.PUT })
            .Where(one => !IsOperation(one.Item.Request!.Url))
            .Select(static one => ($"Bundle.entry[{one.Index}].resource", one.Item.Resource!));
    }

    private static bool IsOperation(string? url) => url is not null && LastSegment(url.Split('?', 2)[0]) is ['$', ..] or "_search";

    private static string LastSegment(HttpRequestMessage request) => LastSegment(request.RequestUri?.AbsolutePath ?? "");

    private static string LastSegment(string path) => Uri.UnescapeDataString(path.TrimEnd('/').Split('/')[^1]);
}
