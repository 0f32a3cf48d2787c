using FhirTyped.R4;

namespace FhirTyped.BulkData;

/// <summary>An export cannot go on: the server said so, its manifest or one of its files is not what it has to be, or its folder is not one. Messages hold no data of patients.</summary>
public sealed class BulkExportException : FhirException
{
    /// <summary>Creates the exception.</summary>
    public BulkExportException(string message, OperationOutcome? outcome = null, Exception? innerException = null)
        : base(message, innerException) =>
        Outcome = outcome;

    /// <summary>What the server says of it, or null. It may hold data of patients.</summary>
    public OperationOutcome? Outcome { get; }
}
