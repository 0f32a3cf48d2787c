namespace FhirTyped.Capabilities;

/// <summary>An operation that a server declares (https://hl7.org/fhir/R4/operations.html).</summary>
/// <param name="Name">The name without the dollar sign, for example <c>everything</c>.</param>
/// <param name="Definition">The canonical address of its definition, or empty.</param>
public sealed record OperationCapability(string Name, string Definition);
