using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A search went wrong after the server had answered: a page is none of this search, paging led astray, or a filter was left out. Nothing of the page
/// was handed out.
/// </summary>
/// <param name="message">What happened, without patient data.</param>
public class FhirSearchException(string message) : FhirException(message)
{
    /// <summary>
    /// The OperationOutcome that the server answered with instead of a page (https://hl7.org/fhir/R4/operationoutcome.html), or null. It may hold patient
    /// data: do not log it.
    /// </summary>
    public OperationOutcome? Outcome { get; init; }
}
