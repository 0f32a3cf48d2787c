namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>Every rule verb speaks where it is broken, and is silent where it is kept.</summary>
public sealed class RuleVerdictTests
{
    private const string RequiresOneOf = """{ "resource": "Observation", "requires_one_of": [["patient", "category"], ["_id"]], "source": "doc" }""";
    private const string RequiresWith = """{ "resource": "Observation", "requires_with": { "code": ["category", "patient"] }, "source": "doc" }""";
    private const string ActiveWhen = """{ "resource": "Observation", "active_when": { "code": { "category": ["laboratory"] } }, "source": "doc" }""";
    private const string IgnoresOthers = """{ "resource": "*", "ignores_others": ["_id"], "source": "doc" }""";
    private const string Excludes = """{ "resource": "Observation", "excludes": [["patient", "subject"]], "source": "doc" }""";
    private const string Values = """{ "resource": "Observation", "values": { "status": ["final", "http://x|amended"] }, "source": "doc" }""";
    private const string Modifiers = """{ "resource": "Observation", "modifiers": { "code": ["not"] }, "source": "doc" }""";
    private const string Prefixes = """{ "resource": "Observation", "prefixes": { "date": ["ge", "lt"] }, "source": "doc" }""";
    private const string MaxOccurs = """{ "resource": "Observation", "max_occurs": { "date": 2, "patient.identifier": 1 }, "source": "doc" }""";
    private const string OrOnly = """{ "resource": "Observation", "or_only": ["code"], "source": "doc" }""";
    private const string Ignored = """{ "resource": "Observation", "ignored": ["status", "_count"], "source": "doc" }""";
    private const string ClosedRange = """{ "resource": "Observation", "closed_range": ["date"], "source": "doc" }""";
    private const string SystemRequired = """{ "resource": "Observation", "system_required": ["code"], "source": "doc" }""";

    [Theory]
    [InlineData(RequiresOneOf, "patient=1", CapabilityIds.RequiredCombination, -1)]
    [InlineData(RequiresOneOf, "category=a&date=2020", CapabilityIds.RequiredCombination, -1)]
    [InlineData(RequiresWith, "patient=1&code=a", CapabilityIds.RequiredCombination, 1)]
    [InlineData(ActiveWhen, "code=a", CapabilityIds.ActiveOnlyWith, 0)]
    [InlineData(ActiveWhen, "category=exam&code=a", CapabilityIds.ActiveOnlyWith, 1)]
    [InlineData(IgnoresOthers, "_id=1&date=2020", CapabilityIds.IgnoredInCombination, 1)]
    [InlineData(IgnoresOthers, "patient.identifier=1&_id=1", CapabilityIds.IgnoredInCombination, 0)]
    [InlineData(Excludes, "patient=1&subject=2", CapabilityIds.Excluded, 1)]
    [InlineData(Values, "status=final,registered", CapabilityIds.Value, 0)]
    [InlineData(Modifiers, "code:text=a", CapabilityIds.Modifier, 0)]
    [InlineData(Prefixes, "date=2020", CapabilityIds.Prefix, 0)]
    [InlineData(Prefixes, "date=ge2020&date=le2021", CapabilityIds.Prefix, 1)]
    [InlineData(MaxOccurs, "date=ge2020&date=lt2021&date=ne2022", CapabilityIds.TooOften, 2)]
    [InlineData(MaxOccurs, "patient.identifier=1&patient.identifier=2", CapabilityIds.TooOften, 1)]
    [InlineData(OrOnly, "code=a&code=b", CapabilityIds.OrOnly, 1)]
    [InlineData(Ignored, "status=final&patient=1", CapabilityIds.IgnoredInCombination, 0)]
    [InlineData(SystemRequired, "code=a", CapabilityIds.SystemRequired, 0)]
    [InlineData(SystemRequired, "code=http://x|a,b", CapabilityIds.SystemRequired, 0)]
    public void BrokenRule_IsRefused(string rule, string query, string id, int criterion)
    {
        var verdict = Assert.Single(Judge(rule, query));

        Assert.Equal((CapabilitySupport.Unsupported, id, criterion), (verdict.Support, verdict.Id, verdict.CriterionIndex));
        Assert.Equal("doc", verdict.Source);
        Assert.Contains("(doc)", verdict.Message);
        Assert.StartsWith("Test ", verdict.Message);
    }

    [Theory]
    [InlineData(RequiresOneOf, "patient=1&category=a&date=2020")]
    [InlineData(RequiresOneOf, "_id=1")]
    [InlineData(RequiresOneOf, "patient:Patient=1&category:not=a")]
    [InlineData(RequiresWith, "code=a&patient=1&category=b")]
    [InlineData(RequiresWith, "date=2020")]
    [InlineData(ActiveWhen, "code=a&category=http://x|laboratory")]
    [InlineData(ActiveWhen, "category=exam")]
    [InlineData(IgnoresOthers, "_id=1&_count=5&_include=Observation:subject")]
    [InlineData(IgnoresOthers, "patient=1&date=2020")]
    [InlineData(Excludes, "patient=1&category=a")]
    [InlineData(Excludes, "subject=1&subject=2")]
    [InlineData(Values, "status=final,http://x|amended")]
    [InlineData(Values, "status:not=registered")]
    [InlineData(Values, "code=registered")]
    [InlineData(Modifiers, "code:not=a")]
    [InlineData(Modifiers, "code=a&status:text=b")]
    [InlineData(Prefixes, "date=ge2020&date=lt2021")]
    [InlineData(Prefixes, "_lastUpdated=2020")]
    [InlineData(MaxOccurs, "date=ge2020&date=lt2021&patient.identifier=1,2")]
    [InlineData(OrOnly, "code=a,b&status=final&status=amended")]
    [InlineData(Ignored, "patient=1")]
    [InlineData(SystemRequired, "code=http://x|a,|b&status=final")]
    public void KeptRule_IsSilent(string rule, string query) => Assert.Empty(Judge(rule, query));

    [Fact]
    public void CriterionThatIsOnlyPossible_CountsAgainstNobody()
    {
        var judge = JudgedPlatform.With(RequiresOneOf, IgnoresOthers, Excludes, MaxOccurs, OrOnly, Ignored);
        SearchCriterion Possible(string text) => SearchQuery.Parse("Observation", text).Criteria[0] with { IsPossible = true };
        SearchCriterion Sure(string text) => SearchQuery.Parse("Observation", text).Criteria[0];

        Assert.Empty(judge.JudgeSearch(new("Observation", new([Sure("patient=1"), Possible("category=a")]))));
        Assert.Empty(judge.JudgeSearch(new("Observation", new([Sure("_id=1"), Possible("date=2020"), Possible("status=final")]))));
        Assert.Empty(judge.JudgeSearch(new("Observation", new([Sure("_id=1"), Possible("patient=1"), Possible("subject=1")]))));
        Assert.Empty(judge.JudgeSearch(new("Observation", new([Sure("_id=1"), Possible("code=1"), Possible("code=2")]))));
    }

    [Fact]
    public void ValueThatIsNotKnownYet_IsTaken()
    {
        var judge = JudgedPlatform.With(Values, Prefixes, ActiveWhen, SystemRequired);
        SearchCriterion Unknown(string name) => new() { Name = name, Values = new([SearchValue.Unknown]) };

        Assert.Empty(judge.JudgeSearch(new("Observation", new([Unknown("status"), Unknown("date"), Unknown("category"), Unknown("code")]))));
    }

    [Fact]
    public void Count_IgnoredOrOverTheLimit_IsOnlyUndeclared()
    {
        Assert.Equal((CapabilitySupport.Undeclared, CapabilityIds.Count), Single(Judge(Ignored, "patient=1&_count=5")));
        Assert.Equal((CapabilitySupport.Undeclared, CapabilityIds.Count), Single(Judge(Excludes, "patient=1&_count=51")));
        Assert.Empty(Judge(Excludes, "patient=1&_count=50"));
    }

    [Theory]
    [InlineData("date=ge2020", 0, "an upper bound")]
    [InlineData("patient=1&date=gt2020", 1, "an upper bound")]
    [InlineData("date=lt2020", 0, "a lower bound")]
    [InlineData("date=ge2020&date=gt2021", 0, "an upper bound")]
    [InlineData("date=sa2020", 0, "an upper bound")]
    public void OpenRange_IsOnlyUndeclared(string query, int criterion, string missing)
    {
        var verdict = Assert.Single(Judge(ClosedRange, query));

        Assert.Equal((CapabilitySupport.Undeclared, CapabilityIds.Range, criterion, "doc"), (verdict.Support, verdict.Id, verdict.CriterionIndex, verdict.Source));
        Assert.Contains(missing, verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date=ge2020&date=lt2021")]
    [InlineData("date=le2021&date=gt2020")]
    [InlineData("date=2020")]
    [InlineData("date=ge2020&date=ne2021")]
    [InlineData("date:missing=true")]
    [InlineData("_lastUpdated=ge2020")]
    [InlineData("date=ge2020,ge2021")]
    public void ClosedRange_IsSilent(string query) => Assert.Empty(Judge(ClosedRange, query));

    [Fact]
    public void RangeThatMayBeClosed_IsSilent()
    {
        var judge = JudgedPlatform.With(ClosedRange);
        var lower = SearchQuery.Parse("Observation", "date=ge2020").Criteria[0];
        var upper = SearchQuery.Parse("Observation", "date=lt2021").Criteria[0];

        Assert.Empty(judge.JudgeSearch(new("Observation", new([lower, upper with { IsPossible = true }]))));
        Assert.Empty(judge.JudgeSearch(new("Observation", new([lower with { IsPossible = true }]))));
        Assert.Empty(judge.JudgeSearch(new("Observation", new([lower, new SearchCriterion { Name = "date", Values = new([SearchValue.Unknown]) }]))));
        Assert.Empty(judge.JudgeSearch(new("Observation", new([lower])) { IsOpen = true }));
    }

    [Fact]
    public void RuleOfTheType_StandsBeforeTheRuleOfAll()
    {
        var judge = JudgedPlatform.With(
            """{ "prefixes": { "date": ["eq"] }, "source": "all" }""",
            """{ "resource": "Observation", "prefixes": { "date": ["ge"] }, "source": "own" }""");

        Assert.Empty(judge.JudgeRequest("GET", "Observation?date=ge2020"));
        Assert.Equal("own", Assert.Single(judge.JudgeRequest("GET", "Observation?date=2020")).Source);
    }

    [Fact]
    public void DeclaredCombinations_AreOnlyUndeclared_AndSayNothingOfOneParameterAlone()
    {
        var facts = JudgedPlatform.Facts with
        {
            Rules = new([new PlatformRule("Observation", RuleVerb.RequiresOneOf, new([new RuleClause("", "", new(["patient", "category"]))]), "combinations", IsDeclaredOnly: true)]),
        };
        var judge = new CapabilityJudge(ManifestBuilder.Build(new PlatformFile { Path = "x", Id = "x" }, null, facts, [])!);

        Assert.Empty(judge.JudgeRequest("GET", "Observation?patient=1"));
        Assert.Empty(judge.JudgeRequest("GET", "Observation?patient=1&category=a&date=2020"));
        Assert.Equal((CapabilitySupport.Undeclared, CapabilityIds.RequiredCombination), Single(judge.JudgeRequest("GET", "Observation?patient=1&date=2020")));
    }

    [Fact]
    public void RulesBeyondSearch_AreAnswered()
    {
        var judge = JudgedPlatform.With(
            """{ "resource": "Observation", "if_match": "required", "source": "doc" }""",
            """{ "resource": "Observation", "search_post": false, "source": "doc" }""",
            """{ "resource": "Patient", "search_post": true, "source": "doc" }""",
            """{ "paging_hosts": ["a.example", "b.example"], "source": "doc" }""");

        Assert.Equal(CapabilityIds.IfMatchRequired, judge.JudgeUpdate("Observation", hasVersion: false).Id);
        Assert.True(judge.JudgeUpdate("Observation", hasVersion: true).IsSupported);
        Assert.Equal((false, true, null), (judge.TakesSearchByPost("Observation"), judge.TakesSearchByPost("Patient"), judge.TakesSearchByPost("Encounter")));
        Assert.Equal(["a.example", "b.example"], judge.PagingHosts());
        Assert.Equal(CapabilityIds.Interaction, Assert.Single(judge.JudgeRequest("POST", "Observation/_search", form: "patient=1")).Id);
        Assert.Empty(judge.JudgeRequest("POST", "Patient/_search", form: "family=a"));
    }

    private static IReadOnlyList<CapabilityVerdict> Judge(string rule, string query) => JudgedPlatform.With(rule).JudgeRequest("GET", "Observation?" + query);

    private static (CapabilitySupport Support, string Id) Single(IReadOnlyList<CapabilityVerdict> verdicts)
    {
        var verdict = Assert.Single(verdicts);
        return (verdict.Support, verdict.Id);
    }
}
