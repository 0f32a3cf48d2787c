using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>Organization of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/organization.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "Organization")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformOrganizationApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/Organization/{id}")]
    Task<Organization> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/Organization/{id}")]
    Task<ApiResponse<Organization>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>vread: a version of a resource.</summary>
    [Get("/Organization/{id}/_history/{versionId}")]
    Task<Organization> VReadAsync(string id, string versionId, CancellationToken cancellationToken = default);

    /// <summary>vread: a version of a resource, with the answer itself.</summary>
    [Get("/Organization/{id}/_history/{versionId}")]
    Task<ApiResponse<Organization>> VReadWithResponseAsync(string id, string versionId, CancellationToken cancellationToken = default);

    /// <summary>history: the versions of a resource, of all pages.</summary>
    [Get("/Organization/{id}/_history"), Paged(Items = "Matches", Next = "NextLink", SameOrigin = true)]
    PagedEnumerable<FhirPage<Organization>, Organization> History(string id);

    /// <summary>history: the versions of a resource, the first page.</summary>
    [Get("/Organization/{id}/_history")]
    Task<FhirPage<Organization>> HistoryAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>history: the versions of all resources of the type, of all pages.</summary>
    [Get("/Organization/_history"), Paged(Items = "Matches", Next = "NextLink", SameOrigin = true)]
    PagedEnumerable<FhirPage<Organization>, Organization> History();

    /// <summary>history: the versions of all resources of the type, the first page.</summary>
    [Get("/Organization/_history")]
    Task<FhirPage<Organization>> HistoryAsync(CancellationToken cancellationToken = default);

    /// <summary>$validate.</summary>
    [Post("/Organization/$validate")]
    Task<OperationOutcome> ValidateAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);
}
