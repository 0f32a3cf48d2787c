namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>What several judges say, put together.</summary>
public sealed class CapabilityVerdictsTests
{
    private static readonly PlatformManifest Mercy = Platform("mercy", "2026-01-31");

    private static readonly PlatformManifest Epic = Platform("epic", "2026-07-24");

    [Fact]
    public void Join_SaysWhatEachSays_AndCountsAsMuchAsTheGravest()
    {
        var assumed = new CapabilityJudge(Epic with { Origin = Epic.Origin with { Kind = StatementKind.Assumed, Source = "US Core" } }).JudgeResource("Account");
        var joined = CapabilityVerdicts.Join([assumed, new CapabilityJudge(Mercy).JudgeResource("Account")]);

        Assert.Equal((CapabilitySupport.Unsupported, "FHT1001"), (joined.Support, joined.Id));
        Assert.Equal("EPIC is not known to support Account (assumed from US Core). MERCY does not support Account (statement of 2026-01-31).", joined.Message);
    }

    [Fact]
    public void Join_SaysTheSameOnce_AndSuggestsNothingOfItsOwn()
    {
        var verdict = new CapabilityJudge(Mercy) { RepeatsUnknownNames = true }.JudgeResource("Patients");
        var joined = CapabilityVerdicts.Join([verdict, verdict]);

        Assert.Equal("MERCY does not support 'Patients', which is not a resource type of FHIR R4 (statement of 2026-01-31).", joined.Message);
        Assert.Null(joined.Suggestion);
        Assert.EndsWith("; did you mean 'Patient'?", joined.WithSuggestion("Patient").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JoinByPlace_KeepsPlacesAndIdsApart()
    {
        var verdict = new CapabilityJudge(Mercy).JudgeResource("Account");
        var joined = CapabilityVerdicts.JoinByPlace([
            verdict with { CriterionIndex = 0 }, verdict with { CriterionIndex = 1 }, verdict with { CriterionIndex = 0, Id = "FHT1003" }, verdict with { CriterionIndex = 0, Message = "Another." }]);

        Assert.Equal([(0, "FHT1001"), (1, "FHT1001"), (0, "FHT1003")], joined.Select(static one => (one.CriterionIndex, one.Id)));
        Assert.EndsWith(". Another.", joined[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NotOnEvery_NamesThePlatformsThatLackIt()
    {
        var verdict = CapabilityVerdicts.NotOnEvery("Hospitals", "Account", [(Mercy, new CapabilityJudge(Mercy).JudgeResource("Account"))], "Patient");

        Assert.Equal(("FHT1011", "Patient"), (verdict.Id, verdict.Suggestion));
        Assert.Equal(
            "Hospitals has only what all of its platforms support, and 'Account' is not on MERCY (statement of 2026-01-31); did you mean 'Patient'?", verdict.Message);
    }

    [Fact]
    public void NotOfOneType_NamesTheTypeOnEach() => Assert.Equal(
        "Hospitals has only what all of its platforms support, and 'Ward' is a token on MERCY (statement of 2026-01-31), a string on EPIC (statement of 2026-07-24).",
        CapabilityVerdicts.NotOfOneType("Hospitals", "Ward", [(Mercy, SearchParameterType.Token), (Epic, SearchParameterType.String)]).Message);

    private static PlatformManifest Platform(string id, string date) =>
        new() { Id = id, Name = id.ToUpperInvariant(), ClassName = id, Origin = new(StatementKind.Declared, date, "", "") };
}
