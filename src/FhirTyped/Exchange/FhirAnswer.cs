using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What a server answered to a request that it says it carried out.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Resource">The resource of the body, or null where there was none that can be read.</param>
/// <param name="VersionId">The version of <c>ETag</c>, or null.</param>
/// <param name="Location">The address of <c>Location</c>, or else of <c>Content-Location</c>; null where neither leads to a resource.</param>
internal sealed record FhirAnswer(HttpStatusCode StatusCode, Resource? Resource, string? VersionId, FhirLocation? Location)
{
    /// <summary>Where there was no answer.</summary>
    public static FhirAnswer None { get; } = new(default, null, null, null);

    /// <summary>Why the body of a write could not be read; null where it could, or where there was none.</summary>
    public FhirException? Unreadable { get; init; }

    /// <summary>Whether the body says of itself that it is no JSON: the page of a login or of a proxy does.</summary>
    public bool IsForeign { get; init; }

    /// <summary>The outcome of the body, or null where the body is anything else.</summary>
    public OperationOutcome? Outcome => Resource as OperationOutcome;

    /// <summary>The status: the rest is about a patient.</summary>
    public override string ToString() => $"{nameof(FhirAnswer)} {(int)StatusCode}";
}
