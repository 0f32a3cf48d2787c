using System.Net;

namespace FhirTyped;

/// <summary>
/// What a server answered, as it came: its status, whether that is a success or not, the header fields that matter to FHIR, what the head of a Bundle says, and the
/// body as a stream. It is the caller's to dispose of.
/// </summary>
public sealed class FhirRawAnswer : IAsyncDisposable, IDisposable
{
    private readonly HttpResponseMessage? _response;

    internal FhirRawAnswer(HttpStatusCode statusCode, Stream body, HttpResponseMessage? response)
    {
        StatusCode = statusCode;
        Body = body;
        _response = response;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The body's media type with its parameters, or null.</summary>
    public string? ContentType { get; internal init; }

    /// <summary><c>ETag</c> as it stands in the answer, or null.</summary>
    public string? ETag { get; internal init; }

    /// <summary><c>Last-Modified</c>, or null.</summary>
    public DateTimeOffset? LastModified { get; internal init; }

    /// <summary><c>Location</c>, or else <c>Content-Location</c>, as it stands in the answer, or null.</summary>
    public string? Location { get; internal init; }

    /// <summary>How long the server asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The links of a Bundle, in their order; empty where there is none, or where the answer was not read for them.</summary>
    public IReadOnlyList<FhirLink> Links { get; internal init; } = [];

    /// <summary>Where the address of each of <see cref="Links"/> stands in <see cref="Body"/>, with its quotes, in bytes.</summary>
    internal IReadOnlyList<(int Start, int Length)> LinkPlaces { get; init; } = [];

    /// <summary>What the answer to a search says of its filters; null where it is no search.</summary>
    public SearchReceipt? Receipt { get; internal init; }

    /// <summary>
    /// The body from its first byte. At most <see cref="FhirPlatformOptions.MaximumResponseBytes"/> of it can be read, and each read has the time of a request.
    /// </summary>
    public Stream Body { get; }

    /// <summary>Ends the answer; a body that was not read to its end is given up.</summary>
    public void Dispose()
    {
        Body.Dispose();
        _response?.Dispose();
    }

    /// <summary>Ends the answer; a body that was not read to its end is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync().ConfigureAwait(false);
        _response?.Dispose();
    }

    /// <summary>The status: the rest may be about a patient.</summary>
    public override string ToString() => $"{nameof(FhirRawAnswer)} {(int)StatusCode}";
}
