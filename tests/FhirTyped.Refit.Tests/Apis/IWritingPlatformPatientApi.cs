using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>Patient of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/patient.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "Patient")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformPatientApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/Patient/{id}")]
    Task<Patient> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/Patient/{id}")]
    Task<ApiResponse<Patient>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>search: the matches of all pages, asked for as they are enumerated.</summary>
    [Get("/Patient"), Paged(Items = "Matches", Next = "NextLink", SameOrigin = true)]
    PagedEnumerable<FhirPage<Patient>, Patient> Search([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.PatientQuery>))] FhirCriteria<WritingPlatform.PatientQuery> query);

    /// <summary>search: the first page.</summary>
    [Get("/Patient")]
    Task<FhirPage<Patient>> SearchAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.PatientQuery>))] FhirCriteria<WritingPlatform.PatientQuery> query, CancellationToken cancellationToken = default);

    /// <summary>search: the first page, with the answer itself.</summary>
    [Get("/Patient")]
    Task<ApiResponse<FhirPage<Patient>>> SearchWithResponseAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.PatientQuery>))] FhirCriteria<WritingPlatform.PatientQuery> query, CancellationToken cancellationToken = default);

    /// <summary>search by POST, so that no value stands in an address: the first page.</summary>
    [Post("/Patient/_search")]
    Task<FhirPage<Patient>> SearchByPostAsync([Body] FhirCriteria<WritingPlatform.PatientQuery> query, CancellationToken cancellationToken = default);

    /// <summary>create: what is there now, with its id.</summary>
    [Post("/Patient")]
    Task<Patient?> CreateAsync([Body] Patient resource, CancellationToken cancellationToken = default);

    /// <summary>create: what is there now, with its id, with the answer itself.</summary>
    [Post("/Patient")]
    Task<ApiResponse<Patient?>> CreateWithResponseAsync([Body] Patient resource, CancellationToken cancellationToken = default);

    /// <summary>update: what is there now. Without ifMatch the version that the resource carries is the one that must be there.</summary>
    [Put("/Patient/{id}")]
    Task<Patient?> UpdateAsync(string id, [Body] Patient resource, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>update: what is there now. Without ifMatch the version that the resource carries is the one that must be there, with the answer itself.</summary>
    [Put("/Patient/{id}")]
    Task<ApiResponse<Patient?>> UpdateWithResponseAsync(string id, [Body] Patient resource, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (JsonPatch): what is there now.</summary>
    [Patch("/Patient/{id}")]
    Task<Patient?> PatchAsync(string id, [Body] JsonPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (JsonPatch): what is there now, with the answer itself.</summary>
    [Patch("/Patient/{id}")]
    Task<ApiResponse<Patient?>> PatchWithResponseAsync(string id, [Body] JsonPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>delete.</summary>
    [Delete("/Patient/{id}")]
    Task DeleteAsync(string id, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (FhirPathPatch): what is there now.</summary>
    [Patch("/Patient/{id}")]
    Task<Patient?> PatchAsync(string id, [Body] FhirPathPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>patch (FhirPathPatch): what is there now, with the answer itself.</summary>
    [Patch("/Patient/{id}")]
    Task<ApiResponse<Patient?>> PatchWithResponseAsync(string id, [Body] FhirPathPatch patch, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>Conditional create, unless a resource meets the criteria (a query as it stands in an address).</summary>
    [Post("/Patient")]
    Task<Patient?> CreateIfNoneExistAsync([Body] Patient resource, [Header("If-None-Exist")] string criteria, CancellationToken cancellationToken = default);

    /// <summary>Conditional create, unless a resource meets the criteria (a query as it stands in an address), with the answer itself.</summary>
    [Post("/Patient")]
    Task<ApiResponse<Patient?>> CreateIfNoneExistWithResponseAsync([Body] Patient resource, [Header("If-None-Exist")] string criteria, CancellationToken cancellationToken = default);

    /// <summary>Conditional update of the one resource that meets the criteria, or a create where none does.</summary>
    [Put("/Patient")]
    Task<Patient?> ConditionalUpdateAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.PatientQuery>))] FhirCriteria<WritingPlatform.PatientQuery> criteria, [Body] Patient resource, CancellationToken cancellationToken = default);

    /// <summary>Conditional update of the one resource that meets the criteria, or a create where none does, with the answer itself.</summary>
    [Put("/Patient")]
    Task<ApiResponse<Patient?>> ConditionalUpdateWithResponseAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.PatientQuery>))] FhirCriteria<WritingPlatform.PatientQuery> criteria, [Body] Patient resource, CancellationToken cancellationToken = default);

    /// <summary>Conditional delete of the one resource that meets the criteria.</summary>
    [Delete("/Patient")]
    Task ConditionalDeleteAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.PatientQuery>))] FhirCriteria<WritingPlatform.PatientQuery> criteria, CancellationToken cancellationToken = default);

    /// <summary>read, unless the version is still the same: then null.</summary>
    [Get("/Patient/{id}")]
    Task<Patient?> ReadIfNoneMatchAsync(string id, [Header("If-None-Match")] string versionId, CancellationToken cancellationToken = default);

    /// <summary>read, unless it is unchanged since a time (an HTTP date: ToString("R") of a time in UTC): then null.</summary>
    [Get("/Patient/{id}")]
    Task<Patient?> ReadIfModifiedSinceAsync(string id, [Header("If-Modified-Since")] string since, CancellationToken cancellationToken = default);

    /// <summary>$everything: all pages.</summary>
    [Get("/Patient/{id}/$everything"), Paged(Items = "Matches", Next = "NextLink", SameOrigin = true)]
    PagedEnumerable<FhirPage<Resource>, Resource> Everything(string id, [QueryConverter(typeof(EverythingOptionsConverter))] EverythingOptions? options = null);

    /// <summary>$everything: the first page.</summary>
    [Get("/Patient/{id}/$everything")]
    Task<FhirPage<Resource>> EverythingAsync(string id, [QueryConverter(typeof(EverythingOptionsConverter))] EverythingOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>$match.</summary>
    [Post("/Patient/$match")]
    Task<FhirPage<Patient>> MatchAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);

    /// <summary>$summary.</summary>
    [Get("/Patient/{id}/$summary")]
    Task<Bundle> SummaryAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>$validate.</summary>
    [Post("/Patient/$validate")]
    Task<OperationOutcome> ValidateAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);
}

/// <summary>Criteria of Patient as functions: <c>api.Search(q => …)</c>.</summary>
[FhirRefitApi(typeof(WritingPlatform), "Patient")]
public static class WritingPlatformPatientApiExtensions
{
    /// <summary>search: the matches of all pages, asked for as they are enumerated.</summary>
    public static PagedEnumerable<FhirPage<Patient>, Patient> Search(this IWritingPlatformPatientApi api, Action<WritingPlatform.PatientQuery> query)
        => api.Search(FhirCriteria<WritingPlatform.PatientQuery>.Of(query));

    /// <summary>search: the first page.</summary>
    public static Task<FhirPage<Patient>> SearchAsync(this IWritingPlatformPatientApi api, Action<WritingPlatform.PatientQuery> query, CancellationToken cancellationToken = default)
        => api.SearchAsync(FhirCriteria<WritingPlatform.PatientQuery>.Of(query), cancellationToken);

    /// <summary>search: the first page, with the answer itself.</summary>
    public static Task<ApiResponse<FhirPage<Patient>>> SearchWithResponseAsync(this IWritingPlatformPatientApi api, Action<WritingPlatform.PatientQuery> query, CancellationToken cancellationToken = default)
        => api.SearchWithResponseAsync(FhirCriteria<WritingPlatform.PatientQuery>.Of(query), cancellationToken);

    /// <summary>search by POST, so that no value stands in an address: the first page.</summary>
    public static Task<FhirPage<Patient>> SearchByPostAsync(this IWritingPlatformPatientApi api, Action<WritingPlatform.PatientQuery> query, CancellationToken cancellationToken = default)
        => api.SearchByPostAsync(FhirCriteria<WritingPlatform.PatientQuery>.Of(query), cancellationToken);

    /// <summary>Conditional create, unless a resource meets the criteria (a query as it stands in an address).</summary>
    public static Task<Patient?> CreateIfNoneExistAsync(this IWritingPlatformPatientApi api, Patient resource, Action<WritingPlatform.PatientQuery> criteria, CancellationToken cancellationToken = default)
        => api.CreateIfNoneExistAsync(resource, FhirCriteria<WritingPlatform.PatientQuery>.Of(criteria).Query, cancellationToken);

    /// <summary>Conditional create, unless a resource meets the criteria (a query as it stands in an address), with the answer itself.</summary>
    public static Task<ApiResponse<Patient?>> CreateIfNoneExistWithResponseAsync(this IWritingPlatformPatientApi api, Patient resource, Action<WritingPlatform.PatientQuery> criteria, CancellationToken cancellationToken = default)
        => api.CreateIfNoneExistWithResponseAsync(resource, FhirCriteria<WritingPlatform.PatientQuery>.Of(criteria).Query, cancellationToken);

    /// <summary>Conditional update of the one resource that meets the criteria, or a create where none does.</summary>
    public static Task<Patient?> ConditionalUpdateAsync(this IWritingPlatformPatientApi api, Action<WritingPlatform.PatientQuery> criteria, Patient resource, CancellationToken cancellationToken = default)
        => api.ConditionalUpdateAsync(FhirCriteria<WritingPlatform.PatientQuery>.Of(criteria), resource, cancellationToken);

    /// <summary>Conditional update of the one resource that meets the criteria, or a create where none does, with the answer itself.</summary>
    public static Task<ApiResponse<Patient?>> ConditionalUpdateWithResponseAsync(this IWritingPlatformPatientApi api, Action<WritingPlatform.PatientQuery> criteria, Patient resource, CancellationToken cancellationToken = default)
        => api.ConditionalUpdateWithResponseAsync(FhirCriteria<WritingPlatform.PatientQuery>.Of(criteria), resource, cancellationToken);

    /// <summary>Conditional delete of the one resource that meets the criteria.</summary>
    public static Task ConditionalDeleteAsync(this IWritingPlatformPatientApi api, Action<WritingPlatform.PatientQuery> criteria, CancellationToken cancellationToken = default)
        => api.ConditionalDeleteAsync(FhirCriteria<WritingPlatform.PatientQuery>.Of(criteria), cancellationToken);
}
