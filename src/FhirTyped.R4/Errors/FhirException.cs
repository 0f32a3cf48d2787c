namespace FhirTyped;

/// <summary>The root of everything that FhirTyped throws about FHIR. Messages never hold data of a payload.</summary>
public class FhirException : Exception
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public FhirException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    public FhirException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public FhirException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
