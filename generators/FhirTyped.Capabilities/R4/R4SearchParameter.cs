namespace FhirTyped.Capabilities;

/// <summary>A search parameter of the FHIR R4 specification (https://hl7.org/fhir/R4/searchparameter-registry.html).</summary>
/// <param name="Name">Its name in the URL.</param>
/// <param name="Type">Its type.</param>
/// <param name="Targets">The resource types that a reference parameter can lead to; <c>*</c> is any.</param>
public sealed record R4SearchParameter(string Name, SearchParameterType Type, EquatableArray<string> Targets);
