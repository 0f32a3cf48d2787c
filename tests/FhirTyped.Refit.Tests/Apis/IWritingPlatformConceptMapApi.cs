using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>ConceptMap of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/conceptmap.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "ConceptMap")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformConceptMapApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/ConceptMap/{id}")]
    Task<ConceptMap> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/ConceptMap/{id}")]
    Task<ApiResponse<ConceptMap>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>$translate.</summary>
    [Post("/ConceptMap/$translate")]
    Task<Parameters> TranslateAsync([Body] Parameters parameters, CancellationToken cancellationToken = default);
}
