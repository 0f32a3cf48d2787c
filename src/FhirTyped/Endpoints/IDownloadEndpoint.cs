using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Binary of a platform that can read it: its bytes, as they are (https://hl7.org/fhir/R4/binary.html#rest).</summary>
public interface IDownloadEndpoint
{
    /// <summary>Downloads the bytes of a Binary: GET Binary/[id], asked for in its own media type and not as a resource.</summary>
    /// <param name="id">The id: letters, digits, <c>-</c> and <c>.</c>, at most 64.</param>
    /// <param name="cancellationToken">Cancels the request. What is read afterwards has tokens of its own.</param>
    /// <returns>The bytes as a stream. Dispose of it.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirNotFoundException">There is no such Binary, or the address leads nowhere.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirProtocolException">The answer is no Binary.</exception>
    /// <exception cref="FhirTransportException">The request or the head of its answer did not get through.</exception>
    /// <exception cref="FhirTimeoutException">The head of the answer did not come in time.</exception>
    Task<FhirDownload> DownloadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Downloads what an attachment leads to: its <c>data</c> where it has them, else the Binary of this server that its <c>url</c> names
    /// (<c>Binary/123</c>, or the same below the base address). Media type, size and hash are held against what the attachment says.
    /// </summary>
    /// <param name="attachment">The attachment (https://hl7.org/fhir/R4/datatypes.html#attachment).</param>
    /// <param name="cancellationToken">Cancels the request. What is read afterwards has tokens of its own.</param>
    /// <returns>The bytes as a stream; where they are not those that the attachment announced, reading the last of them throws. Dispose of it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="attachment"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The attachment has neither data nor URL, or its URL is no Binary of this server. Nothing was sent: the token is for this server alone.
    /// </exception>
    /// <exception cref="FhirNotFoundException">There is no such Binary, or the address leads nowhere.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirProtocolException">The answer is no Binary, or not of the media type or size that the attachment announced.</exception>
    /// <exception cref="FhirTransportException">The request or the head of its answer did not get through.</exception>
    /// <exception cref="FhirTimeoutException">The head of the answer did not come in time.</exception>
    Task<FhirDownload> DownloadAsync(Attachment attachment, CancellationToken cancellationToken = default);
}
