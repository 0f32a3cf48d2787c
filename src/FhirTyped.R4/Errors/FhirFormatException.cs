namespace FhirTyped;

/// <summary>A payload is not FHIR JSON, or breaks the rules that strict reading asks for; or a resource cannot be written.</summary>
public sealed class FhirFormatException : FhirException
{
    /// <summary>Creates the exception for an issue.</summary>
    public FhirFormatException(FhirFormatIssue issue)
        : base(issue?.ToString()) =>
        Issue = issue ?? throw new ArgumentNullException(nameof(issue));

    /// <summary>Creates the exception for an issue, with its cause.</summary>
    public FhirFormatException(FhirFormatIssue issue, Exception? innerException)
        : base(issue?.ToString(), innerException) =>
        Issue = issue ?? throw new ArgumentNullException(nameof(issue));

    /// <summary>What is wrong, and where. Holds no data of the payload.</summary>
    public FhirFormatIssue Issue { get; }
}
