using static FhirTyped.Capabilities.Tests.Judging.DeclaredStatement;

namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>Chained searches: a statement has no place for them, so nothing is said where nothing is known.</summary>
public sealed class ChainVerdictTests
{
    private const string Allowed = """{ "resource": "Observation", "chains": true, "source": "manual" }""";
    private const string Refused = """{ "resource": "Observation", "chains": false, "source": "manual" }""";

    [Theory]
    [InlineData("subject:Patient.family=a", "", "Supported")]
    [InlineData("subject:Patient.family=a", Allowed, "Supported")]
    [InlineData("subject:Patient.family=a", Refused, "Unsupported FHT1009")]
    [InlineData("subject:Patient.organization.name=a", "", "Supported")]
    [InlineData("subject:Patient.nmae=a", "", "Unsupported FHT1009")]
    [InlineData("subject:Patient.nmae=a", Allowed, "Unsupported FHT1009")]
    [InlineData("subject.family=a", "", "Supported")]
    [InlineData("subject.familia=a", "", "Unsupported FHT1009")]
    [InlineData("subject:Patient.organization.nmae=a", "", "Unsupported FHT1009")]
    [InlineData("subject:Patient.organization:Organization.name=a", "", "Supported")]
    [InlineData("subject:Medication.code=a", "", "Unsupported FHT1009")]
    [InlineData("subject:Patient.name:exact=a", "", "Supported")]
    [InlineData("subject:Patient.bed=a", "", "Supported")]
    [InlineData("subject:Patient._has:Group:member:_id=a", "", "Supported")]
    [InlineData("performer.name=a", "", "Unsupported FHT1003")]
    [InlineData("code.text=a", "", "Supported")]
    public void Chain_IsJudgedByWhatIsKnown(string query, string rule, string expected) => Assert.Equal(expected,
        Judge(Resource("Observation", "subject/reference code/token") + ", " + Resource("Patient", "bed/token"), rules: rule).Verdict("GET", "Observation?" + query));

    [Theory]
    [InlineData("patient.identifier=a", "Supported")]
    [InlineData("patient.name=a", "Undeclared FHT1009")]
    [InlineData("patient=a", "Supported")]
    public void StatementThatListsChains_IsNotSilentAboutOthers(string query, string expected) => Assert.Equal(expected,
        Judge(Resource("Consent", "patient/reference patient.identifier/token")).Verdict("GET", "Consent?" + query));

    [Theory]
    [InlineData("_has:Observation:patient:code=a", "", "Undeclared FHT1009")]
    [InlineData("_has:Observation:patient:code=a", "true", "Supported")]
    [InlineData("_has:Observation:patient:code=a", "false", "Unsupported FHT1009")]
    [InlineData("_has:Observation:patient:coed=a", "true", "Unsupported FHT1009")]
    [InlineData("_has:Observation:encounter:code=a", "true", "Unsupported FHT1009")]
    [InlineData("_has:Observation=a", "true", "Unsupported FHT1009")]
    [InlineData("_has:Observation:patient:_has:AuditEvent:entity:agent=a", "true", "Supported")]
    public void ReverseChain_IsJudgedByWhatIsKnown(string query, string taken, string expected) => Assert.Equal(expected,
        Judge(Resource("Patient"), rules: taken.Length == 0 ? "" : "{ \"reverse_chains\": " + taken + ", \"source\": \"manual\" }").Verdict("GET", "Patient?" + query));

    [Fact]
    public void AssumedPlatform_IsNeverRefusedForAName()
    {
        var judge = Judge(Resource("Observation", "subject/reference"), rules: Refused, platform: "\"statement_kind\": \"assumed\", ");

        Assert.Equal("Unsupported FHT1009", judge.Verdict("GET", "Observation?subject:Patient.family=a"));
        Assert.Equal("Undeclared FHT1009", judge.Verdict("GET", "Observation?subject:Patient.nmae=a"));
    }

    [Fact]
    public void RuleOfChains_NamesItsSource() => Assert.Contains("(manual)",
        Assert.Single(Judge(Resource("Observation", "subject/reference"), rules: Refused).JudgeRequest("GET", "Observation?subject:Patient.family=a")).Message, StringComparison.Ordinal);
}
