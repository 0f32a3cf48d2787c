using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

public sealed class StringSearchTests
{
    private static readonly Resource Patient = Searched.Read("""
        {"resourceType":"Patient","id":"P1",
         "name":[{"family":"Müller-Ærø","given":["Éva","Mary  Ann"],"prefix":["Dr."]}],
         "address":[{"line":["Große Straße 1"],"city":"Łódź","postalCode":"90-001"}]}
        """);

    [Theory]
    [InlineData("name=mul", true)]
    [InlineData("name=MÜLLER", true)]
    [InlineData("name=muller-aero", true)]
    [InlineData("name=eva", true)]
    [InlineData("name=E%CC%81va", true)]
    [InlineData("name=dr", true)]
    [InlineData("given=mary ann", true)]
    [InlineData("family=aero", false)]
    [InlineData("family:contains=aero", true)]
    [InlineData("family:exact=Müller-Ærø", true)]
    [InlineData("family:exact=Müller", false)]
    [InlineData("family:exact=müller-ærø", false)]
    [InlineData("family=smith,mul", true)]
    [InlineData("family=smith,jones", false)]
    [InlineData("family=mul&given=eva", true)]
    [InlineData("family=mul&given=bob", false)]
    [InlineData("address=grosse strasse", true)]
    [InlineData("address-city=lodz", true)]
    [InlineData("address=90-0", true)]
    [InlineData("phone:missing=true", true)]
    [InlineData("name:missing=true", false)]
    [InlineData("name:missing=false", true)]
    public void String_ByTheRules(string query, bool expected) => Assert.Equal(expected, Searched.Matches(Patient, query));

    [Fact]
    public void String_WithEscapedComma_IsOneValue()
    {
        var organization = Searched.Read("""{"resourceType":"Organization","name":"Smith, Jones and Co"}""");
        Assert.True(Searched.Matches(organization, @"name=Smith\, Jones"));
        Assert.False(Searched.Matches(organization, @"name=Jones"));
    }
}
