using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>CodeSystem of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/codesystem.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "CodeSystem")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformCodeSystemApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/CodeSystem/{id}")]
    Task<CodeSystem> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/CodeSystem/{id}")]
    Task<ApiResponse<CodeSystem>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>$lookup.</summary>
    [Post("/CodeSystem/$lookup")]
    Task<Parameters> LookupAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);

    /// <summary>$validate-code.</summary>
    [Post("/CodeSystem/$validate-code")]
    Task<Parameters> ValidateCodeAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);
}
