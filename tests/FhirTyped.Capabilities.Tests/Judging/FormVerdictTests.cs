using static FhirTyped.Capabilities.Tests.Judging.DeclaredStatement;

namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>What FHIR itself does not have is found on every platform: where all is declared, nothing, or only assumed.</summary>
public sealed class FormVerdictTests
{
    private const string Everything = ", \"searchInclude\": [\"*\"], \"searchRevInclude\": [\"*\"]";

    private static readonly CapabilityJudge[] Platforms =
    [
        Judge(Resource("Observation", "subject/reference date/date value-quantity/quantity code/token bed/reference", Everything) + ", " + Resource("Patient", "family/string", Everything)),
        Judge(Resource("Observation", "subject/reference date/date value-quantity/quantity code/token bed/reference") + ", " + Resource("Patient", "family/string")),
        Judge(Resource("Encounter"), platform: "\"statement_kind\": \"assumed\", "),
        Judge(Resource("Observation") + ", " + Resource("Patient"), platform: "\"statement_kind\": \"assumed\", "),
    ];

    [Theory]
    [InlineData("Observation?subject=1&_include=Observation:nonsense")]
    [InlineData("Observation?subject=1&_include=Observation:code")]
    [InlineData("Observation?subject=1&_include=Nonsense:subject")]
    [InlineData("Observation?subject=1&_include=subject")]
    [InlineData("Observation?subject=1&_include=Observation:subject:Medication")]
    [InlineData("Observation?subject=1&_include=Observation:subject:Nonsense")]
    [InlineData("Observation?subject=1&_include=Observation:subject:Patient:name")]
    [InlineData("Observation?subject=1&_include=Patient:organization")]
    [InlineData("Patient?family=a&_revinclude=Observation:encounter")]
    [InlineData("Patient?family=a&_revinclude=Observation:nonsense")]
    [InlineData("Observation?subject=1&_include:iterate=Patient:nonsense")]
    public void Include_ThatFindsNothing(string url) => Assert.All(Platforms, judge =>
        Assert.Contains(judge.JudgeRequest("GET", url), static verdict => verdict.Id == CapabilityIds.Include && verdict.ValueIndex == 0));

    [Theory]
    [InlineData("Observation?subject=1&_include=Observation:subject")]
    [InlineData("Observation?subject=1&_include=Observation:subject:Patient")]
    [InlineData("Observation?subject=1&_include=Observation:bed")]
    [InlineData("Observation?subject=1&_include=*")]
    [InlineData("Observation?subject=1&_include=Observation:*")]
    [InlineData("Patient?family=a&_revinclude=Observation:subject")]
    [InlineData("Observation?subject=1&_include=Observation:subject&_include:iterate=Patient:organization")]
    public void Include_ThatCanFindSomething(string url) => Assert.Equal("Supported", Platforms[0].Verdict("GET", url));

    [Fact]
    public void Include_ThatThePlatformListsInItsOwnWords_IsSupported()
    {
        var judge = Judge(Resource("MedicationRequest", "patient/reference", ", \"searchInclude\": [\"medicationrequest.medication\", \"Patient:organization\"]"));

        Assert.Equal("Supported", judge.Verdict("GET", "MedicationRequest?patient=1&_include=medicationrequest.medication"));
        Assert.Equal("Supported", judge.Verdict("GET", "MedicationRequest?patient=1&_include=Patient:organization"));
        Assert.Equal("Unsupported FHT1007", judge.Verdict("GET", "MedicationRequest?patient=1&_include=medicationrequest.dose"));
    }

    [Theory]
    [InlineData("date", ">2020", "write gt")]
    [InlineData("date", ">=2020", "write ge")]
    [InlineData("date", "<2020", "write lt")]
    [InlineData("date", "<=2020", "write le")]
    [InlineData("date", "=2020", "write eq")]
    [InlineData("date", "!=2020", "write ne")]
    [InlineData("date", "<>2020", "write ne")]
    [InlineData("date", "~2020", "write ap")]
    [InlineData("date", "%E2%89%A52020", "write ge")]
    [InlineData("date", "ge2020,<2021", "write lt")]
    [InlineData("value-quantity", ">5.4|http://unitsofmeasure.org|mg", "write gt")]
    [InlineData("date>", "2020", "write date=ge before it")]
    [InlineData("date<", "2020", "write date=le before it")]
    [InlineData("date!", "2020", "write date=ne before it")]
    public void Comparison_BySigns(string name, string value, string advice) => Assert.All(Platforms, judge =>
    {
        var verdict = Assert.Single(judge.JudgeRequest("GET", "Observation?subject=1&" + name + "=" + value), static verdict => verdict.Id == CapabilityIds.Prefix);

        Assert.Equal((CapabilitySupport.Unsupported, 1), (verdict.Support, verdict.CriterionIndex));
        Assert.Contains(advice, verdict.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("2020", verdict.Message, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("date=ge2020")]
    [InlineData("date=2020-01-01T00:00:00%2B01:00")]
    [InlineData("value-quantity=-5.4||mg")]
    [InlineData("value-quantity=.5")]
    [InlineData("code=%3Ehigh")]
    [InlineData("date:missing=true")]
    public void Value_ThatIsRight_IsSilent(string query) => Assert.Equal("Supported", Platforms[0].Verdict("GET", "Observation?" + query));

    [Fact]
    public void EmptyValue_IsFoundWhereTheTypeIsOnlyAssumed() =>
        Assert.Contains(Platforms[2].JudgeRequest("GET", "Observation?date="), static verdict => verdict.Id == CapabilityIds.EmptyValue);
}
