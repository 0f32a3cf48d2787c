namespace FhirTyped.Capabilities.Tests.Judging;

public sealed class CapabilityJudgeTests
{
    private static readonly CapabilityJudge Judge = JudgedPlatform.With();

    [Theory]
    [InlineData("GET", "Observation/1")]
    [InlineData("HEAD", "/Observation/1")]
    [InlineData("GET", "Observation/1/_history/2")]
    [InlineData("GET", "Observation?patient=1&_format=json")]
    [InlineData("GET", "Observation?patient.identifier=a|b")]
    [InlineData("GET", "Observation?patient=1&_sort=-date&_include=Observation:subject:Patient&_revinclude=Provenance:target")]
    [InlineData("POST", "Patient")]
    [InlineData("PUT", "Patient?identifier=1")]
    [InlineData("DELETE", "Patient?identifier=1")]
    [InlineData("DELETE", "Patient/1")]
    [InlineData("POST", "Patient/$match")]
    [InlineData("GET", "Patient/1/$everything")]
    [InlineData("GET", "$export")]
    [InlineData("POST", "")]
    [InlineData("GET", "metadata")]
    [InlineData("GET", ".well-known/smart-configuration")]
    public void Declared_IsSupported(string method, string url) => Assert.Empty(Judge.JudgeRequest(method, url));

    [Theory]
    [InlineData("GET", "Device/1", CapabilityIds.Resource, null)]
    [InlineData("GET", "Obsrvation/1", CapabilityIds.Resource, "Observation")]
    [InlineData("POST", "Observation", CapabilityIds.Interaction, null)]
    [InlineData("GET", "Patient/1/_history", CapabilityIds.Interaction, null)]
    [InlineData("GET", "Patient/_history", CapabilityIds.Interaction, null)]
    [InlineData("GET", "Patient/1/_history/2", CapabilityIds.Interaction, null)]
    [InlineData("PATCH", "Patient/1", CapabilityIds.Interaction, null)]
    [InlineData("GET", "Encounter?status=planned", CapabilityIds.Interaction, null)]
    [InlineData("PUT", "Observation?code=a", CapabilityIds.Conditional, null)]
    [InlineData("PUT", "Patient/1", CapabilityIds.IfMatchRequired, null)]
    [InlineData("GET", "Patient?famly=a", CapabilityIds.SearchParameter, "family")]
    [InlineData("GET", "Patient?birthDate=2000", CapabilityIds.SearchParameter, "birthdate")]
    [InlineData("GET", "Patient?lastName=a", CapabilityIds.SearchParameter, "family")]
    [InlineData("GET", "Vitals/1", CapabilityIds.Resource, "Observation")]
    [InlineData("GET", "Patient?deceased=true", CapabilityIds.SearchParameter, null)]
    [InlineData("GET", "Patient?family:below=a", CapabilityIds.Modifier, null)]
    [InlineData("GET", "Patient?birthdate=on2000", CapabilityIds.Prefix, null)]
    [InlineData("GET", "Patient?family=", CapabilityIds.EmptyValue, null)]
    [InlineData("GET", "Patient?family=a,", CapabilityIds.EmptyValue, null)]
    [InlineData("GET", "Observation?patient=1&_include=Observation:performer", CapabilityIds.Include, null)]
    [InlineData("GET", "Observation?patient=1&_include=Observation:subjct", CapabilityIds.Include, "Observation:subject")]
    [InlineData("GET", "Patient/1/$evrything", CapabilityIds.Operation, "$everything")]
    [InlineData("GET", "$everything", CapabilityIds.Operation, null)]
    [InlineData("GET", "_history", CapabilityIds.Interaction, null)]
    [InlineData("GET", "", CapabilityIds.Interaction, null)]
    [InlineData("GET", "nonsense/1/2", CapabilityIds.Interaction, null)]
    [InlineData("PUT", "Patient/1/2/3", CapabilityIds.Interaction, null)]
    public void Undefined_IsRefused(string method, string url, string id, string? suggestion)
    {
        var verdict = Assert.Single(Judge.JudgeRequest(method, url));

        Assert.Equal((CapabilitySupport.Unsupported, id, suggestion), (verdict.Support, verdict.Id, verdict.Suggestion));
        Assert.Contains("statement of 2026-01-02", verdict.Message);
    }

    [Theory]
    [InlineData("GET", "Patient", CapabilityIds.NoFilter)]
    [InlineData("GET", "Patient?_count=10", CapabilityIds.NoFilter)]
    [InlineData("GET", "Patient?_id=1", CapabilityIds.ResultParameter)]
    [InlineData("GET", "Patient?_has:Observation:patient:code=a", CapabilityIds.Chain)]
    [InlineData("GET", "Observation?subject:Patient.family=a", CapabilityIds.Chain)]
    [InlineData("GET", "Observation?patient=1&_sort=issued", CapabilityIds.Sort)]
    [InlineData("GET", "Patient?family=a&_include=Patient:organization", CapabilityIds.Include)]
    [InlineData("GET", "Patient/1/Observation", CapabilityIds.Interaction)]
    public void WhatNothingContradicts_IsUndeclared(string method, string url, string id)
    {
        var verdict = Assert.Single(Judge.JudgeRequest(method, url));

        Assert.Equal((CapabilitySupport.Undeclared, id), (verdict.Support, verdict.Id));
    }

    [Theory]
    [InlineData("Device/1", CapabilitySupport.Undeclared)]
    [InlineData("Patient/1/_history", CapabilitySupport.Undeclared)]
    [InlineData("Patient?deceased=true", CapabilitySupport.Undeclared)]
    [InlineData("Patient/1/$everythin", CapabilitySupport.Undeclared)]
    [InlineData("Observation?patient=1&_include=Observation:performer", CapabilitySupport.Undeclared)]
    [InlineData("Patnt/1", CapabilitySupport.Unsupported)]
    [InlineData("Patient?family=", CapabilitySupport.Unsupported)]
    [InlineData("Patient?birthdate=on2000", CapabilitySupport.Unsupported)]
    [InlineData("Patient?family:below=a", CapabilitySupport.Unsupported)]
    [InlineData("Patient?family=a&birthdate=2000", CapabilitySupport.Unsupported)]
    public void AssumedFacts_DoNotContradict_ButFhirAndRulesDo(string url, CapabilitySupport support)
    {
        var manifest = JudgedPlatform.With("""{ "resource": "Patient", "excludes": [["family", "birthdate"]], "source": "doc" }""").Manifest;
        var judge = new CapabilityJudge(manifest with { Origin = new(StatementKind.Assumed, "", "", "US Core") });

        Assert.Equal(support, Assert.Single(judge.JudgeRequest("GET", url)).Support);
    }

    [Fact]
    public void Transaction_IsNotABatch()
    {
        Assert.True(Judge.JudgeSystemInteraction(FhirInteraction.Batch).IsSupported);
        Assert.Equal(CapabilityIds.Transaction, Judge.JudgeSystemInteraction(FhirInteraction.Transaction).Id);
    }

    [Fact]
    public void IteratedInclude_IsLookedUpWhereItStarts()
    {
        Assert.Empty(Judge.JudgeRequest("GET", "Patient?family=a&_include:iterate=Observation:subject"));
        Assert.Equal(CapabilitySupport.Undeclared,
            Assert.Single(Judge.JudgeRequest("GET", "Observation?code=a&_include:iterate=Patient:organization")).Support);
    }

    [Fact]
    public void Messages_NeverHoldASearchValue()
    {
        string[] platforms = [.. BuiltInPlatforms.Ids];
        string[] names = ["patient", "family:exact", "birthdate", "identifier", "_id", "status", "date", "code:below", "nothing", "_sort", "_include", "_revinclude",
            "_include:iterate", "_count", "_has:Observation:patient:code", "subject:Patient.name", "category", "_summary", "value-quantity", "_lastUpdated"];
        var random = new Random(3);
        var judged = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var secret = "Zq" + random.Next(100_000, 999_999) + "xK";
            var query = string.Join("&", Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
                names[random.Next(names.Length)] + "=" + new[] { secret, "ge" + secret, "http://x|" + secret, secret + ",", "Patient/" + secret, secret + ":" + secret }[random.Next(6)]));
            var type = new[] { "Observation", "Patient", "Condition", "Appointment", "Slot" }[random.Next(5)];
            var judge = BuiltInPlatforms.Judge(platforms[random.Next(platforms.Length)]);

            foreach (var verdict in judge.JudgeRequest("GET", type + "?" + query))
            {
                judged++;
                Assert.DoesNotContain("Zq", verdict.Message + verdict.Suggestion + verdict.Source);
            }
        }

        Assert.True(judged > 3_000);
    }

    [Fact]
    public void EveryIdOfAVerdict_IsOneOfTheList()
    {
        var ids = typeof(CapabilityIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToArray();

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^FHT1[0-9]{3}$", id));
    }
}
