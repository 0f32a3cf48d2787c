namespace FhirTyped;

/// <summary>
/// The server did not answer in time, or did not send its whole answer in time (<see cref="FhirPlatformOptions.RequestTimeout"/>). Of a write nobody
/// knows whether it was carried out.
/// </summary>
/// <param name="request">The method and resource type, for example <c>GET Patient</c>.</param>
/// <param name="innerException">The cancellation.</param>
public sealed class FhirTimeoutException(string request, Exception innerException)
    : FhirException(request + ": the whole answer did not come in time.", innerException);
