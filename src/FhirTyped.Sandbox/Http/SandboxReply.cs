using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>What the sandbox answers.</summary>
internal sealed record SandboxReply(HttpStatusCode Status)
{
    /// <summary>The body as JSON in UTF-8; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public string ContentType { get; init; } = "application/fhir+json";

    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? Allow { get; init; }

    /// <summary>The header <c>Content-Location</c>, or null.</summary>
    public string? ContentLocation { get; init; }

    /// <summary>The header <c>X-Progress</c>, or null.</summary>
    public string? Progress { get; init; }

    /// <summary>Whether a part of the body can be asked for.</summary>
    public bool AcceptsRanges { get; init; }

    /// <summary>Which part of the body it is, for <c>Content-Range</c>; null for all of it.</summary>
    public string? ContentRange { get; init; }

    /// <summary>The header <c>WWW-Authenticate</c>, or null.</summary>
    public string? Challenge { get; init; }

    /// <summary>Whether no cache may keep the answer.</summary>
    public bool MustNotBeStored { get; init; }

    public static SandboxReply Of(HttpStatusCode status, Resource resource) => new(status) { Body = FhirJson.ToUtf8Bytes(resource) };

    public static SandboxReply Of(RefusedException refused) => Of(refused.Status, refused.ToOutcome()) with { Challenge = refused.Challenge };

    /// <summary>A version of a resource with its <c>ETag</c> and date; the version is left out where the platform keeps none.</summary>
    public static SandboxReply Of(HttpStatusCode status, ResourceVersion version, bool withBody = true) => new(status)
    {
        Body = withBody && !version.IsDeleted ? version.Json : default,
        ETag = EntityTags.Of(version.Resource?.Meta?.VersionId),
        LastModified = version.LastUpdated,
    };
}
