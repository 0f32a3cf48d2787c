namespace FhirTyped;

/// <summary>
/// The server did not answer in time, or did not send its whole answer in time (<see cref="FhirPlatformOptions.RequestTimeout"/>), or all the pages of a
/// search took too long (<see cref="FhirPlatformOptions.MaximumSearchTime"/>). Of a write nobody knows whether it was carried out.
/// </summary>
public sealed class FhirTimeoutException : FhirException
{
    /// <summary>Makes the exception of a request.</summary>
    /// <param name="request">The method and resource type, for example <c>GET Patient</c>.</param>
    /// <param name="innerException">The cancellation.</param>
    public FhirTimeoutException(string request, Exception innerException)
        : base(request + ": the whole answer did not come in time.", innerException)
    {
    }

    internal FhirTimeoutException(string request, string option)
        : base($"{request}: the whole search took too long ({option}).")
    {
    }
}
