using FhirTyped.Capabilities;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What all writes of a resource have in common, by themselves or in a bundle.</summary>
internal static class WriteRequest
{
    /// <summary>The value of <c>Prefer</c> by which a server answers with what is there now.</summary>
    public const string PreferRepresentation = "return=representation";

    /// <summary>A write with a resource as its body.</summary>
    public static FhirRequest WithBody(Resource resource, FhirRequest request) =>
        request with { Body = FhirJson.ToUtf8Bytes(resource), IsWrite = true, Prefer = PreferRepresentation };

    /// <summary>The version that a resource carries, for <c>If-Match</c>.</summary>
    /// <exception cref="ArgumentException">It is no version.</exception>
    public static string? VersionOf(Resource resource, string parameterName) =>
        EntityTags.RequireVersion(resource.Meta?.VersionId, resource.TypeName + ".meta.versionId", parameterName);

    /// <summary>Throws where a resource was fetched in part: as new content it would delete the rest.</summary>
    /// <exception cref="FhirCapabilityException">It was.</exception>
    public static void GuardContent(this ServerExchange exchange, Resource resource, string request) =>
        exchange.Guard(exchange.Judge.JudgeContent(resource.TypeName, PartialMark.IsOn(resource)), request);

    /// <summary>Throws where the judge refuses a write by criteria.</summary>
    /// <exception cref="FhirCapabilityException">It does.</exception>
    public static void GuardConditional(this ServerExchange exchange, string resourceType, ConditionalSupport support, string query, string request) =>
        exchange.Guard(exchange.Judge.JudgeConditional(support, SearchQuery.Parse(resourceType, query)), request);
}
