using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>ValueSet of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/valueset.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "ValueSet")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformValueSetApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/ValueSet/{id}")]
    Task<ValueSet> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/ValueSet/{id}")]
    Task<ApiResponse<ValueSet>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>$expand.</summary>
    [Post("/ValueSet/$expand")]
    Task<ValueSet> ExpandAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);

    /// <summary>$validate-code.</summary>
    [Post("/ValueSet/$validate-code")]
    Task<Parameters> ValidateCodeAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);
}
