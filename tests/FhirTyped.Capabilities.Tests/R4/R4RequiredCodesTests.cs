namespace FhirTyped.Capabilities.Tests;

public sealed class R4RequiredCodesTests
{
    [Theory]
    [InlineData("Patient", "gender", "male", "http://hl7.org/fhir/administrative-gender")]
    [InlineData("Task", "intent", "unknown", "http://hl7.org/fhir/task-intent")]
    [InlineData("Task", "intent", "order", "http://hl7.org/fhir/request-intent")]
    [InlineData("ResearchStudy", "status", "in-review", "http://hl7.org/fhir/research-study-status")]
    [InlineData("Practitioner", "active", "true", "http://terminology.hl7.org/CodeSystem/special-values")]
    [InlineData("Patient", "deceased", "false", "http://terminology.hl7.org/CodeSystem/special-values")]
    public void Of_AParameterOfARequiredBinding_HoldsItsCodesWithTheirSystems(string type, string parameter, string code, string system) =>
        Assert.Equal(system, R4RequiredCodes.Of(type, parameter)!.SystemOf(code));

    [Theory]
    [InlineData("Patient", "gender", "Male")]
    [InlineData("Patient", "gender", "")]
    [InlineData("Immunization", "status", "in-progress")] // the system has it, the value set has not
    [InlineData("Patient", "active", "1")]
    public void SystemOf_ACodeOutsideTheBinding_IsNull(string type, string parameter, string code) =>
        Assert.Null(R4RequiredCodes.Of(type, parameter)!.SystemOf(code));

    [Theory]
    [InlineData("AllergyIntolerance", "clinical-status")] // a CodeableConcept may hold codings of any system beside
    [InlineData("Observation", "code")]
    [InlineData("DocumentReference", "language")] // preferred
    [InlineData("DocumentReference", "contenttype")] // required, but nobody can list the media types
    [InlineData("Group", "value")] // a boolean or a CodeableConcept
    [InlineData("Patient", "name")]
    [InlineData("NoSuchType", "status")]
    public void Of_AParameterThatFindsMore_IsNull(string type, string parameter) => Assert.Null(R4RequiredCodes.Of(type, parameter));
}
