namespace FhirTyped.Firely;

/// <summary>
/// A validator cannot be had as it was asked for: a package is none or has no profiles, HL7's definitions are not beside the program, or a profile is not among them.
/// The message names the file or the profile.
/// </summary>
public sealed class FhirProfileException : FhirException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is missing or wrong.</param>
    /// <param name="innerException">Its cause, or null.</param>
    public FhirProfileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
