using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Makes codeable concepts; a new one each time, for resources share no parts.</summary>
internal static class Concepts
{
    public static CodeableConcept Of(string system, string code, string display) => new(new Coding(system, code, display), display);

    public static CodeableConcept Snomed(string code, string display) => Of(CodeSystems.Snomed, code, display);

    public static CodeableConcept Loinc(string code, string display) => Of(CodeSystems.Loinc, code, display);

    public static CodeableConcept Terminology(string codeSystem, string code, string display) => new(new Coding("http://terminology.hl7.org/CodeSystem/" + codeSystem, code, display));

    public static CodeableConcept Category(string code, string display) => new(new Coding(CodeSystems.ObservationCategory, code, display), display);
}
