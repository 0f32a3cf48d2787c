namespace FhirTyped.Capabilities;

/// <summary>A search parameter of the FHIR R4 specification (https://hl7.org/fhir/R4/searchparameter-registry.html).</summary>
/// <param name="Name">Its name in the URL.</param>
/// <param name="Type">Its type.</param>
/// <param name="Targets">The resource types that its definition names as targets of a reference; <c>*</c> is any.</param>
internal sealed record R4SearchParameter(string Name, SearchParameterType Type, EquatableArray<string> Targets)
{
    /// <summary>
    /// Those of <see cref="Targets"/> to which it can lead. The definition of <c>patient</c> names Patient and Group, and its
    /// expression keeps the patients only: <c>subject.where(resolve() is Patient)</c>.
    /// </summary>
    public EquatableArray<string> PossibleTargets { get; init; } = Targets;
}
