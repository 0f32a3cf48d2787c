using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What a server answered to a request that it carried out.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Resource">The resource of the body, or null where there was none.</param>
/// <param name="Version">The version of <c>ETag</c>, or null.</param>
/// <param name="Location">The address of <c>Location</c>, or null.</param>
internal readonly record struct FhirAnswer(HttpStatusCode StatusCode, Resource? Resource, string? Version, Uri? Location);
