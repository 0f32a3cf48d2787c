namespace FhirTyped.Capabilities.Tests;

public sealed class R4DefinitionsTests
{
    [Theory]
    [InlineData("Observation", "patient", "Group Patient", "Patient")]
    [InlineData("DeviceUseStatement", "patient", "Group Patient", "Group Patient")]
    [InlineData("Procedure", "encounter", "Encounter EpisodeOfCare", "Encounter")]
    [InlineData("MeasureReport", "subject", "Device Group Location Patient Practitioner PractitionerRole RelatedPerson", null)]
    [InlineData("Provenance", "target", "*", "*")]
    public void Targets_AreThoseOfTheDefinition_AndAsideThoseToWhichItCanLead(string type, string name, string targets, string? possible)
    {
        var parameter = R4Definitions.FindSearchParameter(type, name)!;

        Assert.Equal(targets, string.Join(' ', parameter.Targets.Order(StringComparer.Ordinal)));
        Assert.Equal(possible ?? targets, string.Join(' ', parameter.PossibleTargets.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("DetectedIssue", "status")]
    [InlineData("DeviceDefinition", "classification")]
    [InlineData("ServiceRequest", "order-detail")]
    public void FindSearchParameter_OfWhatALaterVersionAdded_IsNull(string type, string name) => Assert.Null(R4Definitions.FindSearchParameter(type, name));
}
