namespace FhirTyped.TestData;

/// <summary>The profiles of US Core that generated resources claim; without a version, since they hold by several. <see href="https://hl7.org/fhir/us/core/"/></summary>
internal static class UsCoreProfiles
{
    public const string Base = "http://hl7.org/fhir/us/core/StructureDefinition/";
    public const string Patient = Base + "us-core-patient";
}
