using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

public sealed class ReferenceSearchTests
{
    private static readonly Resource Observation = Searched.Read("""
        {"resourceType":"Observation","status":"final","code":{"text":"x"},
         "subject":{"reference":"Patient/1","identifier":{"system":"urn:mrn","value":"7"},"display":"Ann Lee"},
         "encounter":{"reference":"https://fhir.example.org/r4/Encounter/9/_history/2"},
         "performer":[{"reference":"https://other.example.org/Practitioner/3"},{"reference":"#contained"}]}
        """);

    [Theory]
    [InlineData("subject=Patient/1", true)]
    [InlineData("subject=1", true)]
    [InlineData("subject:Patient=1", true)]
    [InlineData("subject:Group=1", false)]
    [InlineData("subject=Group/1", false)]
    [InlineData("subject=https://fhir.example.org/r4/Patient/1", true)]
    [InlineData("subject=https://other.example.org/Patient/1", false)]
    [InlineData("subject=Patient/2", false)]
    [InlineData("subject=Patient/2,Patient/1", true)]
    [InlineData("patient=1", true)]
    [InlineData("patient=Patient/1", true)]
    [InlineData("subject:identifier=urn:mrn|7", true)]
    [InlineData("subject:identifier=7", true)]
    [InlineData("subject:identifier=urn:mrn|8", false)]
    [InlineData("subject:text=ann", true)]
    [InlineData("encounter=Encounter/9", true)]
    [InlineData("encounter=9", true)]
    [InlineData("encounter=Encounter/9/_history/2", true)]
    [InlineData("encounter=Encounter/9/_history/3", false)]
    [InlineData("performer=https://other.example.org/Practitioner/3", true)]
    [InlineData("performer=Practitioner/3", false)]
    [InlineData("performer=3", false)]
    [InlineData("device:missing=true", true)]
    public void Reference_ByTheRules(string query, bool expected) => Assert.Equal(expected, Searched.Matches(Observation, query));

    [Fact]
    public void Patient_OfASubjectThatIsNone_DoesNotMatch()
    {
        var observation = Searched.Read("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Group/1"}}""");
        Assert.True(Searched.Matches(observation, "subject=1"));
        Assert.False(Searched.Matches(observation, "patient=1"));
        Assert.True(Searched.Matches(observation, "patient:missing=true"));
    }

    [Theory]
    [InlineData("url=http://example.org/fhir/ValueSet/a", true)]
    [InlineData("url=http://example.org/fhir/valueset/a", false)]
    [InlineData("url=http://example.org/fhir", false)]
    [InlineData("url:below=http://example.org/fhir", true)]
    [InlineData("url:below=http://example.org/fh", false)]
    [InlineData("url:above=http://example.org/fhir/ValueSet/a/_history/5", true)]
    public void Uri_ByTheRules(string query, bool expected)
    {
        var valueSet = Searched.Read("""{"resourceType":"ValueSet","status":"active","url":"http://example.org/fhir/ValueSet/a"}""");
        Assert.Equal(expected, Searched.Matches(valueSet, query));
    }

    [Fact]
    public void References_AreLocalWhereTheServerIsMeant()
    {
        var matcher = new SearchMatcher(Searched.BaseUrl);
        Assert.Equal(["Patient/1"], matcher.References(Observation, "subject"));
        Assert.Equal(["Encounter/9"], matcher.References(Observation, "encounter"));
        Assert.Equal(
            ["Encounter/9", "Patient/1", "https://other.example.org/Practitioner/3"],
            matcher.AllReferences(Observation).Order(StringComparer.Ordinal));
    }
}
