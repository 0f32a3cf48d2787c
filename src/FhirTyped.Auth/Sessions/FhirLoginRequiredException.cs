namespace FhirTyped.Auth;

/// <summary>The session is over: the user has to log in again. Another try does not help.</summary>
public sealed class FhirLoginRequiredException : FhirTokenException
{
    /// <summary>Makes it.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public FhirLoginRequiredException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    internal override FhirTokenException Copy() => new FhirLoginRequiredException(Message, InnerException) { Error = Error, StatusCode = StatusCode };
}
