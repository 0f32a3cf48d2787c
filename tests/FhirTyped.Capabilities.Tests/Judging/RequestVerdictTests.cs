namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>What whole requests are judged by: their criteria, their kind of patch, their compartment.</summary>
public sealed class RequestVerdictTests
{
    private static readonly CapabilityJudge Judge = JudgedPlatform.With();

    [Theory]
    [InlineData("PUT", "Patient?identifier=a|1", "")]
    [InlineData("PUT", "Patient?identifier=", CapabilityIds.EmptyValue)]
    [InlineData("PUT", "Patient?given=a", CapabilityIds.SearchParameter)]
    [InlineData("PUT", "Patient?_format=json", CapabilityIds.Conditional)]
    [InlineData("DELETE", "Patient?_count=1", CapabilityIds.Conditional)]
    [InlineData("DELETE", "Patient?birthdate=on2000", CapabilityIds.Prefix)]
    [InlineData("DELETE", "Observation?code=a", CapabilityIds.Interaction)]
    [InlineData("PATCH", "Patient?identifier=a|1", CapabilityIds.Interaction)]
    [InlineData("PATCH", "Observation?_count=1", CapabilityIds.Conditional)]
    public void ConditionalWrites_AreJudgedByTheirCriteria(string method, string url, string id)
    {
        var verdicts = Judge.JudgeRequest(method, url);

        Assert.Equal(id, verdicts.Count == 0 ? "" : Assert.Single(verdicts).Id);
        Assert.All(verdicts, static verdict => Assert.Equal(CapabilitySupport.Unsupported, verdict.Support));
    }

    [Fact]
    public void ConditionalPatch_IsUndeclared_SinceAStatementCannotDeclareIt()
    {
        var verdict = Assert.Single(Judge.JudgeRequest("PATCH", "Observation?code=a"));

        Assert.Equal((CapabilitySupport.Undeclared, CapabilityIds.Conditional), (verdict.Support, verdict.Id));
    }

    [Theory]
    [InlineData("", "text/plain", CapabilityIds.PatchKind)]
    [InlineData("", "application/json-patch+json", "")]
    [InlineData("", "application/fhir+json", CapabilityIds.PatchKind)]
    [InlineData("application/fhir+json", "application/fhir+json", "")]
    [InlineData("application/fhir+json", "application/json-patch+json", CapabilityIds.PatchKind)]
    [InlineData("application/xml-patch+xml", "application/xml-patch+xml", "")]
    [InlineData("application/xml-patch+xml", "", "")]
    public void Patch_IsJudgedByItsContentType_WhereItIsGiven(string formats, string contentType, string id)
    {
        var judge = new CapabilityJudge(Judge.Manifest with { PatchFormats = formats.Length == 0 ? default : new([formats]) });
        var verdicts = judge.JudgeRequest("PATCH", "Observation/o1", contentType: contentType);

        Assert.Equal(id, verdicts.Count == 0 ? "" : Assert.Single(verdicts).Id);
    }

    [Theory]
    [InlineData("GET", "Patient/p1/Observation?code=a", "FHT1002")]
    [InlineData("GET", "Patient/p1/Observation", "FHT1002")]
    [InlineData("GET", "Patient/p1/Observation?cod=a", "FHT1002 FHT1003")]
    [InlineData("GET", "Patient/p1/Observation?date=on2000", "FHT1002 FHT1005")]
    [InlineData("GET", "Patient/p1/*?code=a", "FHT1002")]
    [InlineData("GET", "Patient/p1/Encounter?status=planned", "FHT1002")]
    [InlineData("GET", "Patient/p1/Device", "FHT1001")]
    [InlineData("GET", "Observation/o1/Patient", "FHT1002")]
    [InlineData("GET", "Practitioner/p1/Observation", "FHT1001")]
    [InlineData("GET", "Patnt/p1/Observation", "FHT1001")]
    public void CompartmentSearch_IsJudgedAsASearchInACompartment(string method, string url, string ids) =>
        Assert.Equal(ids, string.Join(' ', Judge.JudgeRequest(method, url).Select(static verdict => verdict.Id)));

    [Fact]
    public void CompartmentSearch_IsNotToldThatItsPatientIsMissing()
    {
        var judge = JudgedPlatform.With("""{ "resource": "Observation", "requires_one_of": [["patient", "code"]], "source": "doc" }""");

        Assert.Equal(CapabilityIds.RequiredCombination, Assert.Single(judge.JudgeRequest("GET", "Observation?code=a")).Id);
        Assert.Equal(CapabilityIds.Interaction, Assert.Single(judge.JudgeRequest("GET", "Patient/p1/Observation?code=a")).Id);
    }

    [Theory]
    [InlineData("GET", "Observation?patient=1&code=a,b", "", "patient code")]
    [InlineData("POST", "Observation/_search?patient=1", "code=a", "patient code")]
    [InlineData("PUT", "Patient?identifier=a", "", "identifier")]
    [InlineData("DELETE", "Patient?identifier=a", "", "identifier")]
    [InlineData("PATCH", "Observation?code=a", "", "code")]
    [InlineData("GET", "Patient/p1/Observation?code=a", "", "code")]
    [InlineData("GET", "?_type=Patient", "", "_type")]
    [InlineData("GET", "Patient/1?_format=json", "", null)]
    [InlineData("POST", "Patient", "", null)]
    [InlineData("GET", "nonsense?code=a", "", null)]
    public void TheCriteriaThatWereJudged_AreHandedOut(string method, string url, string form, string? names)
    {
        Judge.JudgeRequest(FhirRoute.Parse(method, url), out var criteria, form: form);

        Assert.Equal(names, criteria is null ? null : string.Join(' ', criteria.Criteria.Select(static criterion => criterion.FullName)));
    }

    [Fact]
    public void WhatIsNoRequestOfFhir_IsRefusedWithTheReason() =>
        Assert.Contains("the address has a fragment", Assert.Single(Judge.JudgeRequest("GET", "Patient?family=a#b")).Message);

    [Theory]
    [InlineData(null, false, "")]
    [InlineData(null, true, "")]
    [InlineData(true, false, CapabilityIds.IfMatchRequired)]
    [InlineData(true, true, "")]
    [InlineData(false, false, "")]
    public void UpdateWithoutVersion_MayBeACreation_WhereThePlatformTakesIdsOfClients(bool? exists, bool hasVersion, string id)
    {
        foreach (var rule in (string[])["[]", """[{ "resource": "Patient", "if_match": "required", "source": "doc" }]"""])
        {
            var judge = With(rule, "\"versioning\": \"versioned-update\", \"updateCreate\": true");

            Assert.Equal(id, judge.JudgeUpdate("Patient", hasVersion, exists).Id);
            Assert.Equal(exists is null ? id : "", judge.JudgeWrite("Patient", FhirInteraction.Update, hasVersion || exists == true).Id);
        }
    }

    [Theory]
    [InlineData(null, false, CapabilityIds.IfMatchRequired)]
    [InlineData(null, true, "")]
    [InlineData(true, false, CapabilityIds.IfMatchRequired)]
    [InlineData(false, false, CapabilityIds.Conditional)]
    [InlineData(false, true, CapabilityIds.Conditional)]
    public void UpdateWithoutVersion_IsRefused_WhereThePlatformTakesNoIdsOfClients(bool? exists, bool hasVersion, string id)
    {
        var judge = With("""[{ "resource": "Patient", "if_match": "required", "source": "doc" }]""", "\"versioning\": \"versioned\"");

        Assert.Equal(id, judge.JudgeUpdate("Patient", hasVersion, exists).Id);
    }

    [Fact]
    public void PatchAndDelete_NeedTheirVersion_AlsoWhereUpdatesMayCreate()
    {
        var judge = With("""[{ "resource": "Patient", "if_match": "required", "source": "doc" }]""", "\"updateCreate\": true");

        Assert.Equal(CapabilityIds.IfMatchRequired, judge.JudgeWrite("Patient", FhirInteraction.Delete, hasVersion: false).Id);
        Assert.Equal(CapabilityIds.IfMatchRequired, judge.JudgePatch("Patient", PatchKind.JsonPatch, hasVersion: false).Id);
    }

    private static CapabilityJudge With(string rules, string facts)
    {
        var issues = new List<PlatformIssue>();
        var statement = CapabilityStatementReader.Read("c.json", $$"""
            { "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "date": "2026-01-02", "rest": [{ "mode": "server", "resource": [
                { "type": "Patient", "interaction": [{ "code": "read" }, { "code": "update" }, { "code": "patch" }, { "code": "delete" }], {{facts}} }] }] }
            """, issues)!;
        var file = PlatformFileReader.Read("test.platform.json", $$"""{ "display_name": "Test", "rules": {{rules}} }""", issues)!;
        return new(ManifestBuilder.Build(file, null, statement, issues)!);
    }
}
