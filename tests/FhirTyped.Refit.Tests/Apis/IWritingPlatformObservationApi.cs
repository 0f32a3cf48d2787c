using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>Observation of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/observation.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "Observation")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformObservationApi
{
    /// <summary>search: the matches of all pages, asked for as they are enumerated.</summary>
    [Get("/Observation"), Paged(Items = "Matches", Next = "NextLink", SameOrigin = true)]
    PagedEnumerable<FhirPage<Observation>, Observation> Search([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.ObservationQuery>))] FhirCriteria<WritingPlatform.ObservationQuery> query);

    /// <summary>search: the first page.</summary>
    [Get("/Observation")]
    Task<FhirPage<Observation>> SearchAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.ObservationQuery>))] FhirCriteria<WritingPlatform.ObservationQuery> query, CancellationToken cancellationToken = default);

    /// <summary>search: the first page, with the answer itself.</summary>
    [Get("/Observation")]
    Task<ApiResponse<FhirPage<Observation>>> SearchWithResponseAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.ObservationQuery>))] FhirCriteria<WritingPlatform.ObservationQuery> query, CancellationToken cancellationToken = default);

    /// <summary>search by POST, so that no value stands in an address: the first page.</summary>
    [Post("/Observation/_search")]
    Task<FhirPage<Observation>> SearchByPostAsync([Body] FhirCriteria<WritingPlatform.ObservationQuery> query, CancellationToken cancellationToken = default);

    /// <summary>create: what is there now, with its id.</summary>
    [Post("/Observation")]
    Task<Observation?> CreateAsync([Body] Observation resource, CancellationToken cancellationToken = default);

    /// <summary>create: what is there now, with its id, with the answer itself.</summary>
    [Post("/Observation")]
    Task<ApiResponse<Observation?>> CreateWithResponseAsync([Body] Observation resource, CancellationToken cancellationToken = default);

    /// <summary>delete.</summary>
    [Delete("/Observation/{id}")]
    Task DeleteAsync(string id, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>Conditional delete of all that meets the criteria.</summary>
    [Delete("/Observation")]
    Task ConditionalDeleteMultipleAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.ObservationQuery>))] FhirCriteria<WritingPlatform.ObservationQuery> criteria, CancellationToken cancellationToken = default);

    /// <summary>$lastn: all pages.</summary>
    [Get("/Observation/$lastn"), Paged(Items = "Matches", Next = "NextLink", SameOrigin = true)]
    PagedEnumerable<FhirPage<Observation>, Observation> Lastn([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.ObservationQuery>))] FhirCriteria<WritingPlatform.ObservationQuery> query, int max = 1);

    /// <summary>$lastn: the first page.</summary>
    [Get("/Observation/$lastn")]
    Task<FhirPage<Observation>> LastnAsync([QueryConverter(typeof(FhirCriteriaConverter<WritingPlatform.ObservationQuery>))] FhirCriteria<WritingPlatform.ObservationQuery> query, int max = 1, CancellationToken cancellationToken = default);
}

/// <summary>Criteria of Observation as functions: <c>api.Search(q => …)</c>.</summary>
[FhirRefitApi(typeof(WritingPlatform), "Observation")]
public static class WritingPlatformObservationApiExtensions
{
    /// <summary>search: the matches of all pages, asked for as they are enumerated.</summary>
    public static PagedEnumerable<FhirPage<Observation>, Observation> Search(this IWritingPlatformObservationApi api, Action<WritingPlatform.ObservationQuery> query)
        => api.Search(FhirCriteria<WritingPlatform.ObservationQuery>.Of(query));

    /// <summary>search: the first page.</summary>
    public static Task<FhirPage<Observation>> SearchAsync(this IWritingPlatformObservationApi api, Action<WritingPlatform.ObservationQuery> query, CancellationToken cancellationToken = default)
        => api.SearchAsync(FhirCriteria<WritingPlatform.ObservationQuery>.Of(query), cancellationToken);

    /// <summary>search: the first page, with the answer itself.</summary>
    public static Task<ApiResponse<FhirPage<Observation>>> SearchWithResponseAsync(this IWritingPlatformObservationApi api, Action<WritingPlatform.ObservationQuery> query, CancellationToken cancellationToken = default)
        => api.SearchWithResponseAsync(FhirCriteria<WritingPlatform.ObservationQuery>.Of(query), cancellationToken);

    /// <summary>search by POST, so that no value stands in an address: the first page.</summary>
    public static Task<FhirPage<Observation>> SearchByPostAsync(this IWritingPlatformObservationApi api, Action<WritingPlatform.ObservationQuery> query, CancellationToken cancellationToken = default)
        => api.SearchByPostAsync(FhirCriteria<WritingPlatform.ObservationQuery>.Of(query), cancellationToken);

    /// <summary>Conditional delete of all that meets the criteria.</summary>
    public static Task ConditionalDeleteMultipleAsync(this IWritingPlatformObservationApi api, Action<WritingPlatform.ObservationQuery> criteria, CancellationToken cancellationToken = default)
        => api.ConditionalDeleteMultipleAsync(FhirCriteria<WritingPlatform.ObservationQuery>.Of(criteria), cancellationToken);

    /// <summary>$lastn: all pages.</summary>
    public static PagedEnumerable<FhirPage<Observation>, Observation> Lastn(this IWritingPlatformObservationApi api, Action<WritingPlatform.ObservationQuery> query, int max = 1)
        => api.Lastn(FhirCriteria<WritingPlatform.ObservationQuery>.Of(query), max);

    /// <summary>$lastn: the first page.</summary>
    public static Task<FhirPage<Observation>> LastnAsync(this IWritingPlatformObservationApi api, Action<WritingPlatform.ObservationQuery> query, int max = 1, CancellationToken cancellationToken = default)
        => api.LastnAsync(FhirCriteria<WritingPlatform.ObservationQuery>.Of(query), max, cancellationToken);
}
