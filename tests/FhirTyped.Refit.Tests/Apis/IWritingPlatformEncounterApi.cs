using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>Encounter of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/encounter.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "Encounter")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformEncounterApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/Encounter/{id}")]
    Task<Encounter> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/Encounter/{id}")]
    Task<ApiResponse<Encounter>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>update: what is there now. Without ifMatch the version that the resource carries is the one that must be there.</summary>
    [Put("/Encounter/{id}")]
    Task<Encounter?> UpdateAsync(string id, [Body] Encounter resource, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>update: what is there now. Without ifMatch the version that the resource carries is the one that must be there, with the answer itself.</summary>
    [Put("/Encounter/{id}")]
    Task<ApiResponse<Encounter?>> UpdateWithResponseAsync(string id, [Body] Encounter resource, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (JsonPatch): what is there now.</summary>
    [Patch("/Encounter/{id}")]
    Task<Encounter?> PatchAsync(string id, [Body] JsonPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (JsonPatch): what is there now, with the answer itself.</summary>
    [Patch("/Encounter/{id}")]
    Task<ApiResponse<Encounter?>> PatchWithResponseAsync(string id, [Body] JsonPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>delete.</summary>
    [Delete("/Encounter/{id}")]
    Task DeleteAsync(string id, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (FhirPathPatch): what is there now.</summary>
    [Patch("/Encounter/{id}")]
    Task<Encounter?> PatchAsync(string id, [Body] FhirPathPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (FhirPathPatch): what is there now, with the answer itself.</summary>
    [Patch("/Encounter/{id}")]
    Task<ApiResponse<Encounter?>> PatchWithResponseAsync(string id, [Body] FhirPathPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);
}
