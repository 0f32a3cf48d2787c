namespace FhirTyped;

/// <summary>How bad a <see cref="FhirFormatIssue"/> is.</summary>
public enum FhirFormatSeverity
{
    /// <summary>Worth knowing; strict reading accepts it.</summary>
    Warning,

    /// <summary>Against the standard; strict reading refuses it, lenient reading keeps the data.</summary>
    Error,

    /// <summary>Nothing could be read; every way of reading refuses it.</summary>
    Fatal,
}
