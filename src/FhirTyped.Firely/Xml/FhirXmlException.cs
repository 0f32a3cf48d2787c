namespace FhirTyped.Firely;

/// <summary>
/// Something is no FHIR XML, or holds what the other format cannot: then nothing is translated, rather than a part. The message names the place and no value.
/// </summary>
public sealed class FhirXmlException : FhirException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="place">Where: a path of elements, or empty.</param>
    /// <param name="innerException">Its cause, or null.</param>
    public FhirXmlException(string message, string place = "", Exception? innerException = null)
        : base(place is { Length: > 0 } ? $"{message} (at {place})." : message + ".", innerException) => Place = place ?? "";

    /// <summary>Where it is: the names of elements from the root, with a question mark for those that the standard does not know; empty where nobody can say.</summary>
    public string Place { get; }
}
