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

    [Fact]
    public void NothingToChooseFrom_FindsNothing() => Assert.Null(NearestName.Find("name", []));
}
