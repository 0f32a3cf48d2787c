namespace FhirTyped;

/// <summary>
/// The request did not reach the server, or its answer did not come back whole: no connection, no secure one, one that broke. Of a write nobody
/// knows whether it was carried out.
/// </summary>
/// <param name="request">The method and resource type, for example <c>GET Patient</c>.</param>
/// <param name="innerException">What went wrong: an <see cref="HttpRequestException"/>, an <see cref="IOException"/>.</param>
public sealed class FhirTransportException(string request, Exception innerException)
    : FhirException(request + ": the request or its answer did not get through.", innerException);
