namespace FhirTyped.Auth;

/// <summary>A login was not finished: the user or the server refused, or the callback is not the answer to this login.</summary>
/// <remarks>The message is in this library's words; it holds neither the server's text nor anything secret.</remarks>
public sealed class SmartLoginException : FhirException
{
    /// <summary>Makes it.</summary>
    /// <param name="message">What went wrong.</param>
    public SmartLoginException(string message)
        : base(message)
    {
    }

    /// <summary>The OAuth error code, for example <c>access_denied</c> (RFC 6749, section 4.1.2.1); null where there was none, or none that is registered.</summary>
    public string? Error { get; init; }
}
