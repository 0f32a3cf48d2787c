namespace FhirTyped.Transfer;

/// <summary>A resource cannot be moved, or a linkage file cannot be used. The message names the element or the line, and no value.</summary>
public sealed class FhirTransferException : FhirException
{
    internal FhirTransferException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
