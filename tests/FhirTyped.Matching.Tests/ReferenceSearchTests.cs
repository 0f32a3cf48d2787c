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
        Assert.Equal(["Patient/1"], matcher.Targets(Observation, "subject").Select(static target => target.Url));
        Assert.Equal(["Encounter/9"], matcher.Targets(Observation, "encounter").Select(static target => target.Url));
        Assert.Equal(
            ["Encounter/9", "Patient/1", "https://other.example.org/Practitioner/3"],
            matcher.AllTargets(Observation).Select(static target => target.Url).Order(StringComparer.Ordinal));
    }

    // Case 24: canonicals are found with and without their version.
    [Theory]
    [InlineData("questionnaire=http://ex/q|1", true)]
    [InlineData("questionnaire=http://ex/q", true)]
    [InlineData("questionnaire=http://ex/q|2", false)]
    [InlineData("questionnaire=http://ex/q|1.0", false)]
    [InlineData("questionnaire=http://ex/Q|1", false)]
    [InlineData("questionnaire=http://ex", false)]
    [InlineData("questionnaire=q", false)]
    [InlineData("questionnaire=Questionnaire/q", false)]
    [InlineData("questionnaire:below=http://ex", true)]
    [InlineData("questionnaire:below=http://ex/q", true)]
    [InlineData("questionnaire:below=http://ex/q|1", true)]
    [InlineData("questionnaire:below=http://ex/q|2", false)]
    [InlineData("questionnaire:below=http://e", false)]
    [InlineData("_profile=http://ex/p", true)]
    [InlineData("_profile=http://ex/p|1.2", true)]
    [InlineData("_profile=http://ex/p|1", false)]
    [InlineData("_profile:below=http://ex/p|1", true)]
    [InlineData("_profile:below=http://ex", true)]
    public void Canonical_WithAndWithoutVersion(string query, bool expected)
    {
        var response = Searched.Read("""
            {"resourceType":"QuestionnaireResponse","status":"completed","meta":{"profile":["http://ex/p|1.2"]},"questionnaire":"http://ex/q|1#part"}
            """);
        Assert.Equal(expected, Searched.Matches(response, query));
    }

    [Theory]
    [InlineData("Observation", "subject:below=Patient/1")]
    [InlineData("Encounter", "location:below=42")]
    [InlineData("Observation", "subject:text=%CC%81")]
    public void Reference_ThatNeedsMoreThanTheResource_IsRefused(string resourceType, string query) => Assert.NotNull(Searched.Problem(resourceType, query));

    [Theory]
    [InlineData("Patient/1", "Patient/1", "Patient", "1", null, true)]
    [InlineData("Patient/1/_history/2", "Patient/1", "Patient", "1", "2", true)]
    [InlineData("https://fhir.example.org/r4/Patient/1", "Patient/1", "Patient", "1", null, true)]
    [InlineData("https://fhir.example.org/r4x/Patient/1", "https://fhir.example.org/r4x/Patient/1", "Patient", "1", null, false)]
    [InlineData("https://other.example.org/Patient/1/_history/3", "https://other.example.org/Patient/1", "Patient", "1", "3", false)]
    [InlineData("http://ex/q|1#a", "http://ex/q", null, null, "1", false)]
    [InlineData("urn:uuid:1", "urn:uuid:1", null, null, null, false)]
    [InlineData("/Patient/1", "/Patient/1", "Patient", "1", null, false)]
    [InlineData("Patient/", "Patient/", null, null, null, false)]
    [InlineData("Nonsense/1", "Nonsense/1", null, null, null, false)]
    [InlineData("Patient/1/x", "Patient/1/x", null, null, null, false)]
    [InlineData("/", "/", null, null, null, false)]
    [InlineData("", "", null, null, null, false)]
    public void Reference_IsTakenApart(string reference, string url, string? type, string? id, string? version, bool isLocal)
    {
        var target = ReferenceTarget.Parse(reference, Searched.BaseUrl);
        Assert.Equal((url, type, id, version, isLocal), (target.Url, target.ResourceType, target.Id, target.Version, target.IsLocal));
    }
}
