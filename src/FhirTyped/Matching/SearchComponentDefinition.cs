using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>One part of a composite parameter: https://hl7.org/fhir/R4/search.html#composite.</summary>
/// <param name="Definition">The parameter whose type and rules it has.</param>
/// <param name="Path">Where it looks, from an element of the composite.</param>
internal sealed record SearchComponentDefinition(SearchParameterDefinition Definition, FhirPathExpression Path);
