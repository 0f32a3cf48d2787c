namespace FhirTyped.Capabilities.Tests;

public sealed class PatientCompartmentTests
{
    [Theory]
    [InlineData("Observation", "performer subject")]
    [InlineData("Coverage", "beneficiary payor policy-holder subscriber")]
    [InlineData("Patient", "link")]
    [InlineData("Practitioner", "")]
    [InlineData("NoSuchType", "")]
    public void ParametersOf_AResourceType_AreThoseThatLeadToThePatient(string resourceType, string parameters) =>
        Assert.Equal(parameters, string.Join(' ', PatientCompartment.ParametersOf(resourceType)));

    [Fact]
    public void EveryParameter_IsAReferenceOfR4ThatLeadsToPatients()
    {
        foreach (var type in R4Definitions.ResourceTypes)
        {
            foreach (var parameter in PatientCompartment.ParametersOf(type))
            {
                Assert.Contains("Patient", R4Definitions.TargetsOf(type, parameter));
            }
        }
    }
}
