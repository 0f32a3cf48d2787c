namespace FhirTyped;

/// <summary>A search went wrong after the server had answered: paging led astray, or a filter was left out.</summary>
/// <param name="message">What happened, without patient data.</param>
public class FhirSearchException(string message) : FhirException(message);
