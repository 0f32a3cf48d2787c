using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>An entry of a batch or transaction as a request.</summary>
internal sealed record BundleRequest
{
    private BundleRequest(int index, string? fullUrl, Resource? resource, SandboxMessage message)
    {
        Index = index;
        FullUrl = fullUrl;
        Resource = resource;
        Message = message;
        Route = FhirRoute.Parse(message.Method, message.Url);
    }

    /// <summary>The place among the entries, from 0.</summary>
    public int Index { get; }

    public string? FullUrl { get; }

    /// <summary>The resource as it was sent.</summary>
    public Resource? Resource { get; }

    public FhirRoute Route { get; }

    public SandboxMessage Message { get; init; }

    /// <summary>Reads an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="outer">The request that brought the bundle.</param>
    /// <param name="baseUrl">The base address; it ends with a slash.</param>
    /// <exception cref="RefusedException">It is no request.</exception>
    public static BundleRequest Read(BundleEntry entry, int index, SandboxMessage outer, string baseUrl)
    {
        if (entry.Request is not { Url: { } url } request)
        {
            throw Refuse(IssueType.Required, "An entry has no request, or its request no url.", index, ".request");
        }

        if (request.Method?.Text is not ("GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE") || request.Method is not { } method)
        {
            throw Refuse(IssueType.Value, "The method of an entry is none of FHIR's.", index, ".request.method");
        }

        return new BundleRequest(index, entry.FullUrl, entry.Resource, new SandboxMessage
        {
            Method = method.Text,
            Access = outer.Access,
            Url = Below(url, baseUrl),
            Body = entry.Resource is null ? default : FhirJson.ToUtf8Bytes(entry.Resource),
            IfMatch = request.IfMatch,
            IfNoneMatch = request.IfNoneMatch,
            IfNoneExist = request.IfNoneExist,
            IfModifiedSince = request.IfModifiedSince?.ToDateTimeOffset().ToString("r", CultureInfo.InvariantCulture),
            Preferences = outer.Preferences,
            IsEntry = true,
        });
    }

    /// <summary>The same refusal with the place of the entry in front of its own.</summary>
    public static RefusedException Name(RefusedException refused, int index, Resource? resource)
    {
        if (refused.Expression?.StartsWith("Bundle.entry[", StringComparison.Ordinal) == true)
        {
            return refused;
        }

        var type = resource?.TypeName ?? "";
        var place = refused.Expression is { } own && type.Length > 0 && own.StartsWith(type, StringComparison.Ordinal) ? ".resource" + own[type.Length..] : "";
        return new RefusedException(refused.Status, refused.Code, refused.Message) { Expression = Place(index) + place, Challenge = refused.Challenge };
    }

    /// <summary>The refusal of an entry.</summary>
    public static RefusedException Refuse(IssueType code, string why, int index, string place = "", HttpStatusCode status = HttpStatusCode.BadRequest) =>
        new(status, code, why) { Expression = Place(index) + place };

    private static string Place(int index) => "Bundle.entry[" + index.ToString(CultureInfo.InvariantCulture) + "]";

    /// <summary>The address below the base address; one of another server stays whole, and is then none of FHIR's.</summary>
    private static string Below(string url, string baseUrl)
    {
        var root = baseUrl.TrimEnd('/');
        return url.StartsWith(root, StringComparison.Ordinal) && (url.Length == root.Length || url[root.Length] is '/' or '?') ? url[root.Length..] : url;
    }
}
