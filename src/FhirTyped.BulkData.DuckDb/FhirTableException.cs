namespace FhirTyped.BulkData.DuckDb;

/// <summary>Tables that cannot be made: a line that cannot be read, views that do not fit together, a target that is there already. Never holds a value of a resource.</summary>
public sealed class FhirTableException : FhirException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause, or null.</param>
    public FhirTableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal FhirTableException(BadLine line)
        : base(line.ToString()) => Line = line;

    /// <summary>The line that cannot be read; null where it is no line.</summary>
    public BadLine? Line { get; }
}
