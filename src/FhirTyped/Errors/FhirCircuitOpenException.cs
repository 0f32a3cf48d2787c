namespace FhirTyped;

/// <summary>
/// Nothing was sent: too many of the last requests to the server failed, and it is left alone for a while (<see cref="FhirCircuitBreakerOptions"/>).
/// </summary>
/// <param name="request">The method and resource type, for example <c>GET Patient</c>.</param>
/// <param name="retryAfter">How long it will be left alone, or null where that is not known.</param>
public sealed class FhirCircuitOpenException(string request, TimeSpan? retryAfter)
    : FhirException(request + ": nothing was sent, because too many of the last requests to this server failed.")
{
    /// <summary>How long the server will be left alone, or null where that is not known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
