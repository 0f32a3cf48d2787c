using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Finds out who asks.</summary>
internal interface ICallerReader
{
    /// <summary>Who sent a request: by its bearer token, or else by its session cookie, or else nobody.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The caller; <see cref="GatewayCaller.Nobody"/> where the request does not say.</returns>
    /// <exception cref="CallerRefusedException">It says something that is not true, or no longer: a token that is not for the gateway, or has ended. A cookie of a session that has ended is nobody's.</exception>
    /// <exception cref="StoreUnavailableException">The sessions cannot be read.</exception>
    ValueTask<GatewayCaller> ReadAsync(HttpContext context, CancellationToken cancellationToken);
}

/// <summary>What a request says of who sends it is not true. The gateway answers 401.</summary>
/// <param name="message">What is wrong, without the token.</param>
/// <param name="error">The error of RFC 6750 section 3.1: <c>invalid_token</c>.</param>
internal sealed class CallerRefusedException(string message, string error) : Exception(message)
{
    /// <summary>The error of RFC 6750 section 3.1.</summary>
    public string Error => error;
}
