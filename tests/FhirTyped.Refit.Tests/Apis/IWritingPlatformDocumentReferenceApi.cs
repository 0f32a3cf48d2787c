using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>DocumentReference of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/documentreference.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "DocumentReference")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformDocumentReferenceApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/DocumentReference/{id}")]
    Task<DocumentReference> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/DocumentReference/{id}")]
    Task<ApiResponse<DocumentReference>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>$docref: all pages.</summary>
    [Get("/DocumentReference/$docref"), Paged(Items = "Matches", Next = "NextLink", SameOrigin = true)]
    PagedEnumerable<FhirPage<DocumentReference>, DocumentReference> Docref([AliasAs("patient")] string patientId, [QueryConverter(typeof(DocrefOptionsConverter))] DocrefOptions? options = null);

    /// <summary>$docref: the first page.</summary>
    [Get("/DocumentReference/$docref")]
    Task<FhirPage<DocumentReference>> DocrefAsync([AliasAs("patient")] string patientId, [QueryConverter(typeof(DocrefOptionsConverter))] DocrefOptions? options = null, CancellationToken cancellationToken = default);
}
