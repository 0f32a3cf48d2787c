namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>FHT1211: values that nothing can have.</summary>
public sealed class ImpossibleValueTests
{
    private static readonly CapabilityJudge Judge = new(ManifestBuilder.Build(
        PlatformFileReader.Read("ward.platform.json", """{ "display_name": "Ward" }""", [])!, null, CapabilityStatementReader.Read("c.json", """
            { "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "date": "2026-01-02",
              "rest": [{ "mode": "server", "resource": [
                { "type": "Patient", "interaction": [{ "code": "search-type" }],
                  "searchParam": [{ "name": "gender", "type": "token" }, { "name": "active", "type": "token" }, { "name": "birthdate", "type": "date" },
                    { "name": "family", "type": "string" }, { "name": "_lastUpdated", "type": "date" }, { "name": "_has", "type": "special" }] },
                { "type": "Observation", "interaction": [{ "code": "search-type" }],
                  "searchParam": [{ "name": "status", "type": "token" }, { "name": "category", "type": "token" }, { "name": "date", "type": "date" },
                    { "name": "patient", "type": "reference" }, { "name": "subject", "type": "reference" }] },
                { "type": "Task", "interaction": [{ "code": "search-type" }],
                  "searchParam": [{ "name": "intent", "type": "token" }, { "name": "ward-status", "type": "token" }] },
                { "type": "ResearchSubject", "interaction": [{ "code": "search-type" }], "searchParam": [{ "name": "status", "type": "token" }] }] }] }
            """, [])!, [])!);

    [Theory]
    [InlineData("Patient?gender=F", "female")]
    [InlineData("Patient?gender=Male", "male")]
    [InlineData("Patient?gender=x", null)]
    [InlineData("Patient?gender:not=F", "female")]
    [InlineData("Patient?gender=%20male", "male")]
    [InlineData("Patient?gender=http://hl7.org/fhir/observation-status|male", "http://hl7.org/fhir/administrative-gender|male")]
    [InlineData("Patient?gender=http://hl7.org/fhir/administrative-gender|M", "http://hl7.org/fhir/administrative-gender|male")]
    [InlineData("Patient?gender=http://hl7.org/fhir/v2/0001|", "http://hl7.org/fhir/administrative-gender|")]
    [InlineData("Patient?gender=|femal", "female")]
    [InlineData("Patient?active=yes", "true")]
    [InlineData("Patient?active=0", "false")]
    [InlineData("Patient?active=True", "true")]
    [InlineData("Observation?status=actve", null)]
    [InlineData("Observation?status=finl", "final")]
    [InlineData("Observation?status=canceled", "cancelled")]
    [InlineData("Task?intent=http://hl7.org/fhir/task-intent|order", "http://hl7.org/fhir/request-intent|order")]
    [InlineData("ResearchSubject?status=elligible", "eligible")]
    [InlineData("Patient?birthdate=2025-13-45", null)]
    [InlineData("Patient?birthdate=ge2025-02-30", null)]
    [InlineData("Patient?birthdate=ge", null)]
    [InlineData("Patient?_lastUpdated=gt2025-1-5", null)]
    [InlineData("Observation?patient.gender=F", "female")]
    [InlineData("Observation?subject:Patient.birthdate=ge2025-13", null)]
    [InlineData("Patient?_has:Observation:patient:status=finl", "final")]
    public void Value_ThatNothingCanHave_IsAWarningWithWhatWasMeant(string search, string? right)
    {
        var verdict = Assert.Single(Impossible(search));

        Assert.Equal((CapabilitySupport.Undeclared, 0, 0, right), (verdict.Support, verdict.CriterionIndex, verdict.ValueIndex, verdict.RightValue));
    }

    [Theory]
    [InlineData("Patient?gender=female")]
    [InlineData("Patient?gender=male,female,other,unknown")]
    [InlineData("Patient?gender=http://hl7.org/fhir/administrative-gender|male")]
    [InlineData("Patient?gender=http://hl7.org/fhir/administrative-gender|")]
    [InlineData("Patient?gender=|male")]
    [InlineData("Patient?gender:missing=yes")]
    [InlineData("Patient?gender:text=F")]
    [InlineData("Patient?gender:in=http://example.org/ValueSet/any")]
    [InlineData("Patient?active=true")]
    [InlineData("Patient?active=http://example.org/any|false")]
    [InlineData("Patient?birthdate=ge1970-03-30")]
    [InlineData("Patient?birthdate=2025,sa2024-02")]
    [InlineData("Patient?birthdate:missing=true")]
    [InlineData("Patient?family=2025-13-45")]
    [InlineData("Observation?category=actve")] // a CodeableConcept: its binding leaves room for other codings
    [InlineData("Observation?patient=p1&subject.gender=F")] // a Device has no gender, and nobody says that it is a Patient
    [InlineData("Task?ward-status=actve")] // the platform's own parameter
    [InlineData("Task?intent=unknown,http://hl7.org/fhir/request-intent|order")]
    [InlineData("Observation?date=yesterday")] // FHT1005 says so
    [InlineData("Observation?gender=F")] // FHT1003 says so
    [InlineData("Patient?gender=")] // FHT1205 says so
    public void Value_ThatSomethingMayHave_IsNone(string search) => Assert.Empty(Impossible(search));

    [Fact]
    public void List_WithSomeImpossibleValues_IsJudgedValueByValue() =>
        Assert.Equal([1, 3], Impossible("Patient?gender=male,F,female,w").Select(static verdict => verdict.ValueIndex));

    [Fact]
    public void Message_NamesTheCodes_AndNoValue()
    {
        Assert.Equal(
            "This value of 'gender' of Patient can find nothing on Ward: R4 has only male, female, other, unknown there (FHIR R4, https://hl7.org/fhir/R4/valueset-administrative-gender.html).",
            Impossible("Patient?gender=Fritz")[0].Message);
        Assert.Equal(
            "This value of 'gender:not' of Patient leaves nothing out on Ward: R4 has only male, female, other, unknown there (FHIR R4, https://hl7.org/fhir/R4/valueset-administrative-gender.html).",
            Impossible("Patient?gender:not=Fritz")[0].Message);
        Assert.Equal(
            "This value of 'status' of ResearchSubject can find nothing on Ward: it is none of the 13 codes that R4 has there (FHIR R4, https://hl7.org/fhir/R4/valueset-research-subject-status.html).",
            Impossible("ResearchSubject?status=Fritz")[0].Message);
        Assert.Equal(
            "This value of 'gender' of Patient can find nothing on Ward: the system of its codes is http://hl7.org/fhir/administrative-gender (FHIR R4, https://hl7.org/fhir/R4/valueset-administrative-gender.html).",
            Impossible("Patient?gender=urn:ward|male")[0].Message);
        Assert.Equal(
            "This value of 'active' of Patient can find nothing on Ward: it is neither true nor false (FHIR R4, https://hl7.org/fhir/R4/search.html#token).",
            Impossible("Patient?active=Fritz")[0].Message);
        Assert.Equal(
            "This value of 'birthdate' of Patient can find nothing on Ward: it is no date that there is, from 2025 to 2025-01-31T10:30:00Z by form (FHIR R4, https://hl7.org/fhir/R4/search.html#date).",
            Impossible("Patient?birthdate=1970-02-30")[0].Message);
    }

    [Theory]
    [InlineData("finl", "FHT1211", CapabilitySupport.Unsupported, "final")]
    [InlineData("amendd", "FHT1211", CapabilitySupport.Unsupported, null)] // the nearest code is none that the platform takes
    [InlineData("amended", "FHT1105", CapabilitySupport.Unsupported, null)]
    [InlineData("ward-special", null, CapabilitySupport.Supported, null)] // outside the standard, and taken
    [InlineData("final", null, CapabilitySupport.Supported, null)]
    public void Value_WhereTheRuleSaysWhatIsTaken_IsJudgedOnce(string value, string? id, CapabilitySupport support, string? right)
    {
        var judge = JudgedPlatform.With("""{ "resource": "Observation", "values": { "status": ["final", "ward-special"] }, "source": "manual" }""");

        var verdicts = judge.JudgeRequest("GET", "Observation?status=" + value);

        Assert.Equal(id is null ? [] : [(id, support, right)], verdicts.Select(static verdict => (verdict.Id, verdict.Support, verdict.RightValue)));
        Assert.All(verdicts, static verdict => Assert.Equal("Test accepts only final, ward-special for 'status' of Observation (manual).", verdict.Message));
    }

    [Fact]
    public void Range_OfAnImpossibleDate_IsNotJudgedAsARangeToo() => Assert.Equal(
        ["FHT1211"], Judge.JudgeRequest("GET", "Observation?date=ge2025-13-45&date=le2025-01-01").Select(static verdict => verdict.Id));

    [Fact]
    public void Condition_OfAWrite_IsJudgedAsASearchIs() // a create on condition of what nothing can have is a create every time
    {
        var criteria = SearchQuery.Parse("Patient", "identifier=urn:ward|4711&birthdate=2025-02-30");

        Assert.Equal(["FHT1211"], JudgedPlatform.With().JudgeConditional(ConditionalSupport.Create, criteria).Select(static verdict => verdict.Id));
    }

    private static List<CapabilityVerdict> Impossible(string search) =>
        [.. Judge.JudgeRequest("GET", search).Where(static verdict => verdict.Id == CapabilityIds.ImpossibleValue)];
}
