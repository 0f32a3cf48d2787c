using static FhirTyped.Capabilities.Tests.Judging.DeclaredStatement;

namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>A message repeats of a request only names that FHIR or the platform knows: any other text may be about a patient.</summary>
public sealed class MessageNameTests
{
    private static readonly PlatformManifest Ward = ManifestOf(Read("[{ \"mode\": \"server\", \"resource\": ["
        + Resource("Observation", "bed/token subject/reference date/date patient.identifier/token", ", \"searchInclude\": [\"Observation:subject\"], \"operation\": [{ \"name\": \"round\" }]")
        + ", { \"type\": \"Patient\", \"interaction\": [{ \"code\": \"read\" }] }] }]"), """{ "resource": "Observation", "ignores_others": ["bed"], "source": "manual" }""");

    // Every place of a request where a text can stand, with a name in it.
    private static readonly (string Method, string Url)[] Places =
    [
        ("GET", "{0}/1"), ("GET", "{0}?bed=1"), ("GET", "Patient/1/{0}"), ("POST", "${0}"), ("POST", "Observation/${0}"), ("GET", "Observation?{0}=1"), ("GET", "Observation?{0}="),
        ("GET", "Observation?subject:{0}=1"), ("GET", "Observation?subject.{0}=1"), ("GET", "Observation?subject:Patient.{0}=1"), ("GET", "Observation?subject:{0}.name=1"),
        ("GET", "Observation?{0}.name=1"), ("GET", "Observation?bed=1&_include={0}"), ("GET", "Observation?bed=1&_include=Observation:{0}"),
        ("GET", "Observation?bed=1&_include=Observation:subject:{0}"), ("GET", "Observation?bed=1&_include={0}:subject"), ("GET", "Observation?bed=1&_revinclude={0}:subject"),
        ("GET", "Observation?bed=1&_include:iterate={0}:x"), ("GET", "Observation?bed=1&_sort={0}"), ("GET", "Observation?_has:{0}:subject:code=1"), ("GET", "Observation?_has:Provenance:{0}:x=1"),
        ("GET", "Observation?_has:{0}=1"), ("GET", "Observation?bed=1&{0}=2"), ("GET", "Observation?{0}=ge2&{0}=lt1"), ("GET", "Observation?date={0}"), ("GET", "Observation?bed:{0}=1"),
        ("PUT", "{0}?bed=1"), ("DELETE", "{0}/1"), ("GET", "{0}"), ("GET", "Observation/1/{0}"), ("GET", "Observation/1/${0}"), ("GET", "Observation?date>{0}=1"), ("GET", "Observation?{0}>=1"),
    ];

    [Theory]
    [InlineData("Smith")]
    [InlineData("Smith-Jones")]
    [InlineData("4711-0815")]
    [InlineData("Anna%20Smith")]
    [InlineData("M%C3%BCller")]
    [InlineData("anna.smith")]
    [InlineData("smith@example.org")]
    public void WhatNobodyKnows_IsNotRepeated_WhileAProgramRuns(string text)
    {
        var judge = new CapabilityJudge(Ward);
        var found = 0;
        foreach (var (method, url) in Places)
        {
            foreach (var verdict in judge.JudgeRequest(method, string.Format(null, url, text)))
            {
                found++;
                Assert.DoesNotContain(Uri.UnescapeDataString(text), verdict.Message + verdict.Source + verdict.Suggestion, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.True(found >= Places.Length, $"{found} verdicts");
    }

    [Theory]
    [InlineData("GET", "Observation?deceased=1", "'deceased'")]
    [InlineData("GET", "Slot/1", "Slot")]
    [InlineData("POST", "Observation/$validate", "$validate")]
    [InlineData("GET", "Patient/1/$round", "$round")]
    [InlineData("GET", "Observation?bed=1&subject:Patient.family=x", "'subject:Patient.family'")]
    [InlineData("GET", "Observation?bed=1&_include=Observation:encounter", "_include=Observation:encounter")]
    [InlineData("GET", "Observation?subject:below=x&date:exact=1", "':exact'")]
    public void WhatFhirOrThePlatformKnows_IsRepeated(string method, string url, string name) =>
        Assert.Contains(name, string.Concat(new CapabilityJudge(Ward).JudgeRequest(method, url).Select(static verdict => verdict.Message)), StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", "Observation?brithdate=1", "the search parameter 'brithdate' of Observation")]
    [InlineData("GET", "Obsrvation/1", "'Obsrvation', which is not a resource type")]
    [InlineData("POST", "Observation/$rund", "the operation $rund on Observation; ")]
    [InlineData("GET", "Observation?bed=1&_include=Observation:subjct", "_include=Observation:subjct")]
    public void WhoeverWroteTheRequest_SeesHisSlip(string method, string url, string words)
    {
        var verdict = new CapabilityJudge(Ward) { RepeatsUnknownNames = true }.JudgeRequest(method, url).First(static verdict => verdict.Id != CapabilityIds.IgnoredInCombination);

        Assert.Contains(words.TrimEnd(' ', ';'), verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Anna%20Smith")]
    [InlineData("M%C3%BCller")]
    [InlineData("a%0Ab")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void WhatHasNoFormOfAName_IsRepeatedToNobody(string text)
    {
        var judge = new CapabilityJudge(Ward) { RepeatsUnknownNames = true };

        Assert.All(
            Places.SelectMany(place => judge.JudgeRequest(place.Method, string.Format(null, place.Url, text))),
            verdict => Assert.DoesNotContain(Uri.UnescapeDataString(text), verdict.Message + verdict.Suggestion, StringComparison.Ordinal));
    }

    [Fact]
    public void NearestName_IsSuggestedAllTheSame() =>
        Assert.Equal("date", Assert.Single(new CapabilityJudge(Ward).JudgeRequest("GET", "Observation?dtae=2020")).Suggestion);
}
