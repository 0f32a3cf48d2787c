namespace FhirTyped.Raw;

/// <summary>A refusal that is the caller's answer. It passes the pipeline as an exception, so that another try may take its place; nobody else sees it.</summary>
internal sealed class RefusedRawAnswerException(string request, FhirRawAnswer answer) : FhirException(request + ": refused.")
{
    /// <summary>The answer, whose body stands in memory.</summary>
    public FhirRawAnswer Answer => answer;
}
