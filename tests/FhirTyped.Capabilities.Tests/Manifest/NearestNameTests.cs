namespace FhirTyped.Capabilities.Tests.Manifest;

public sealed class NearestNameTests
{
    private static readonly string[] Patient =
        ["address", "address-city", "birthdate", "death-date", "family", "gender", "given", "identifier", "link", "name", "own-name", "telecom"];

    [Theory]
    [InlineData("birthDate", "birthdate")]
    [InlineData("birth_date", "birthdate")]
    [InlineData("addressCity", "address-city")]
    [InlineData("famly", "family")]
    [InlineData("names", "name")]
    [InlineData("identifer", "identifier")]
    [InlineData("ownName", "own-name")]
    public void Name_ThatIsNearOne_FindsIt(string name, string expected) => Assert.Equal(expected, NearestName.Find(name, Patient));

    [Theory]
    [InlineData("Deceased")]
    [InlineData("language")]
    [InlineData("general-practitioner")]
    [InlineData("x")]
    [InlineData("")]
    public void Name_ThatIsNearNone_FindsNothing(string name) => Assert.Null(NearestName.Find(name, Patient));

    [Fact]
    public void Tie_IsBrokenByOrder_NotByPosition()
    {
        Assert.Equal("code-a", NearestName.Find("code-x", ["code-b", "code-a"]));
        Assert.Equal("code-a", NearestName.Find("code-x", ["code-a", "code-b"]));
    }

    [Theory]
    [InlineData("dob", "birthdate")]
    [InlineData("birthDate", "birthdate")]
    [InlineData("dateOfBirth", "birthdate")]
    [InlineData("date_of_birth", "birthdate")]
    [InlineData("mrn", "identifier")]
    [InlineData("MRN", "identifier")]
    [InlineData("lastName", "family")]
    [InlineData("surname", "family")]
    [InlineData("first-name", "given")]
    [InlineData("sex", "gender")]
    [InlineData("city", "address-city")]
    [InlineData("dateOfDeath", "death-date")]
    [InlineData("phone", "telecom")]
    [InlineData("famly", "family")]
    public void SearchParameter_IsFoundByItsMeaning_OrItsSpelling(string name, string expected) =>
        Assert.Equal(expected, NearestName.FindSearchParameter(name, Patient));

    [Theory]
    [InlineData("zip")]
    [InlineData("loinc")]
    [InlineData("dateOfService")]
    public void SearchParameter_ThatTheCandidatesLack_IsNotSuggested(string name) => Assert.Null(NearestName.FindSearchParameter(name, Patient));

    [Theory]
    [InlineData("service-date date created", "service-date")]
    [InlineData("created date", "date")]
    [InlineData("created status", "created")]
    public void SearchParameter_IsTheLikeliestOfSeveral(string candidates, string expected) =>
        Assert.Equal(expected, NearestName.FindSearchParameter("dateOfService", candidates.Split(' ')));

    [Theory]
    [InlineData("patientId", "_id patient", "patient")]
    [InlineData("patientId", "_id birthdate", "_id")]
    [InlineData("patient", "category subject", "subject")]
    [InlineData("patient", "patient subject", "patient")]
    public void Patient_IsTheReference_OrTheResourceItself(string name, string candidates, string expected) =>
        Assert.Equal(expected, NearestName.FindSearchParameter(name, candidates.Split(' ')));

    [Theory]
    [InlineData("Doctor", "Practitioner")]
    [InlineData("LabResults", "Observation")]
    [InlineData("Prescription", "MedicationRequest")]
    [InlineData("Observaton", "Observation")]
    [InlineData("Frobnicate", null)]
    public void ResourceType_IsFoundByItsMeaning_OrItsSpelling(string name, string? expected) =>
        Assert.Equal(expected, NearestName.FindResourceType(name, R4Definitions.ResourceTypes));

    [Fact]
    public void EverySynonym_LeadsToANameOfR4()
    {
        var parameters = R4Definitions.ResourceTypes.SelectMany(R4Definitions.SearchParametersOf).Select(static parameter => parameter.Name).ToHashSet();
        parameters.Add("service-date");       // CARIN Blue Button's

        Assert.Empty(Synonyms.SearchParameterNames.Except(parameters));
        Assert.Empty(Synonyms.ResourceTypeNames.Except(R4Definitions.ResourceTypes));
    }

    [Fact]
    public void NothingToChooseFrom_FindsNothing() => Assert.Null(NearestName.Find("name", []));
}
