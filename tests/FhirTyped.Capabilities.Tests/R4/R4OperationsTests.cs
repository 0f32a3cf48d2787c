namespace FhirTyped.Capabilities.Tests;

public sealed class R4OperationsTests
{
    [Theory]
    [InlineData("http://hl7.org/fhir/OperationDefinition/Patient-everything", "Patient", "everything", "ti")]
    [InlineData("http://hl7.org/fhir/OperationDefinition/Patient-everything|4.0.1", "Patient", "everything", "ti")]
    [InlineData("http://hl7.org/fhir/OperationDefinition/Group-everything", "Group", "everything", "i")]
    [InlineData("http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message", "MessageHeader", "process-message", "s")]
    [InlineData("http://hl7.org/fhir/OperationDefinition/Resource-meta-add", "Resource", "meta-add", "i")]
    [InlineData("http://hl7.org/fhir/OperationDefinition/Resource-meta", "Resource", "meta", "sti")]
    public void FindByDefinition_OfAnOperationOfR4_SaysWhereItCanBeCalled(string canonical, string type, string name, string levels)
    {
        var operation = R4Operations.FindByDefinition(canonical)!;

        Assert.Equal(
            (type, name, levels.Contains('s'), levels.Contains('t'), levels.Contains('i')),
            (operation.ResourceType, operation.Name, operation.IsSystem, operation.IsType, operation.IsInstance));
    }

    [Theory]
    [InlineData("http://hl7.org/fhir/OperationDefinition/patient-everything")]
    [InlineData("http://example.org/OperationDefinition/Patient-everything")]
    [InlineData("OperationDefinition/Patient-everything")]
    [InlineData("")]
    public void FindByDefinition_OfAnythingElse_IsNull(string canonical) => Assert.Null(R4Operations.FindByDefinition(canonical));

    [Fact]
    public void Named_OfANameOfSeveralTypes_IsEachOfThem() =>
        Assert.Equal(["Encounter", "Group", "MedicinalProduct", "Patient"], R4Operations.Named("everything").Select(static o => o.ResourceType));

    [Fact]
    public void AppliesTo_OfAnOperationOfResource_IsEveryType()
    {
        var validate = Assert.Single(R4Operations.Named("validate"));

        Assert.True(validate.AppliesTo("Observation"));
        Assert.False(Assert.Single(R4Operations.Named("lastn")).AppliesTo("Patient"));
    }
}
