using FhirTyped;
using FhirTyped.R4;
using Laboratory;
using Refit;
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Apis;

/// <summary>Binary of Writing Platform through Refit (<see href="https://hl7.org/fhir/R4/binary.html"/>).</summary>
[FhirRefitApi(typeof(WritingPlatform), "Binary")]
[Headers("Accept: application/fhir+json")]
public interface IWritingPlatformBinaryApi
{
    /// <summary>read: a resource by its id.</summary>
    [Get("/Binary/{id}")]
    Task<Binary> ReadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>read: a resource by its id, with the answer itself.</summary>
    [Get("/Binary/{id}")]
    Task<ApiResponse<Binary>> ReadWithResponseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The bytes of a Binary.</summary>
    [Get("/Binary/{id}"), Headers("Accept: */*")]
    Task<Stream> DownloadAsync(string id, CancellationToken cancellationToken = default);
}
