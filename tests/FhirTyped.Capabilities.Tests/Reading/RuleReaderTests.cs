namespace FhirTyped.Capabilities.Tests.Reading;

public sealed class RuleReaderTests
{
    /// <summary>Every verb with a value that says something.</summary>
    public static TheoryData<string, string> Good() => new()
    {
        { "requires_one_of", """[["patient", "category"], ["_id"]]""" },
        { "requires_with", """{ "code": ["category"] }""" },
        { "active_when", """{ "code": { "category": ["infection"] } }""" },
        { "ignores_others", """["_id"]""" },
        { "excludes", """[["patient", "subject"]]""" },
        { "values", """{ "clinical-status": ["active"] }""" },
        { "modifiers", """{ "family": ["exact"], "subject": ["Patient"] }""" },
        { "prefixes", """{ "date": ["eq", "ge"] }""" },
        { "max_occurs", """{ "date": 2 }""" },
        { "or_only", """["patient"]""" },
        { "default", """{ "class": "inpatient" }""" },
        { "ignored", """["_count"]""" },
        { "include_scope", """{ "Provenance:target": "Provenance.read" }""" },
        { "if_match", "\"required\"" },
        { "if_match", """{"missing": 412, "stale": 409}""" },
        { "search_post", "false" },
        { "system_required", """["code"]""" },
        { "paging_hosts", """["pages.example.org"]""" },
        { "page_links", "\"relative\"" },
        { "closed_range", """["date"]""" },
        { "handling_strict", "true" },
        { "paging_parameters", """["page", "_getpages"]""" },
        { "chains", "false" },
        { "reverse_chains", "true" },
        { "modifier_required", """{ "patient": ["identifier"], "subject": ["Patient"] }""" },
    };

    /// <summary>Every verb with values that have the wrong form.</summary>
    public static TheoryData<string, string> Bad() => new()
    {
        { "requires_one_of", "[]" }, { "requires_one_of", """["patient"]""" }, { "requires_one_of", "[[]]" }, { "requires_one_of", """[["patient", 1]]""" },
        { "requires_with", """["code"]""" }, { "requires_with", """{ "code": "category" }""" }, { "requires_with", "{}" },
        { "active_when", """{ "code": ["infection"] }""" }, { "active_when", """{ "code": { "category": [] } }""" },
        { "active_when", """{ "code": { "category": ["infection"] }, "status": 1 }""" },
        { "ignores_others", "\"_id\"" }, { "ignores_others", "[]" }, { "ignores_others", """[""]""" },
        { "excludes", """["patient", "subject"]""" }, { "excludes", """[["patient"]]""" },
        { "values", """{ "status": "active" }""" }, { "values", """{ "status": [] }""" },
        { "modifiers", """["exact"]""" }, { "modifiers", """{ "family": ["exactly"] }""" },
        { "prefixes", """{ "date": ["gte"] }""" }, { "prefixes", """{ "date": [""] }""" },
        { "max_occurs", """{ "date": "2" }""" }, { "max_occurs", """{ "date": 0 }""" }, { "max_occurs", """{ "date": 1.5 }""" }, { "max_occurs", """{ "date": [2] }""" },
        { "or_only", """{ "patient": true }""" },
        { "default", """{ "class": ["inpatient"] }""" }, { "default", """{ "class": "" }""" },
        { "ignored", "true" },
        { "include_scope", """["Provenance.read"]""" }, { "include_scope", """{ "Provenance:target": [] }""" },
        { "if_match", "true" }, { "if_match", "\"optional\"" }, { "if_match", "{}" }, { "if_match", """{"late": 409}""" }, { "if_match", """{"stale": "409"}""" },
        { "search_post", "\"no\"" },
        { "handling_strict", "\"true\"" }, { "handling_strict", "1" },
        { "system_required", "{}" },
        { "paging_hosts", "\"pages.example.org\"" },
        { "page_links", "true" }, { "page_links", "\"absolute\"" },
        { "closed_range", "true" }, { "closed_range", "[]" },
        { "paging_parameters", "\"page\"" }, { "paging_parameters", "[]" }, { "paging_parameters", """[""]""" },
        { "chains", "\"yes\"" }, { "chains", """["subject.name"]""" }, { "reverse_chains", "1" },
        { "modifier_required", """["patient"]""" }, { "modifier_required", """{ "patient": [] }""" }, { "modifier_required", """{ "patient": ["ident"] }""" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void EveryVerb_IsRead(string verb, string value)
    {
        var (rules, issues) = Read($$"""[{ "resource": "Condition", "{{verb}}": {{value}}, "source": "test" }]""");

        Assert.Empty(issues);
        var rule = Assert.Single(rules).Rule;
        Assert.Equal(("Condition", verb, "test", false), (rule.ResourceType, rule.Verb.ToName(), rule.Source, rule.IsDeclaredOnly));
        Assert.NotEmpty(rule.Clauses);
    }

    [Fact]
    public void EveryVerb_HasAnExample() => Assert.Equal(RuleShapes.Names, Good().Select(row => row.Data.Item1).Distinct());

    [Theory]
    [MemberData(nameof(Bad))]
    public void WrongForm_IsReportedAtTheValue(string verb, string value)
    {
        var before = $$"""{ "rules": [{ "{{verb}}": """;
        var (rules, issues) = ReadFile(before + value + ", \"source\": \"test\" }] }");

        Assert.Empty(rules);
        var issue = Assert.Single(issues);
        Assert.Equal((PlatformIssueIds.InvalidRule, 0, before.Length), (issue.Id, issue.Position.Line, issue.Position.Column));
    }

    [Theory]
    [InlineData("""[{ "source": "test" }]""", "no verb")]
    [InlineData("""[{ "ignored": ["_count"] }]""", "'source'")]
    [InlineData("""[{ "ignored": ["_count"], "source": "" }]""", "'source'")]
    [InlineData("""[{ "ignored": ["_count"], "or_only": ["patient"], "source": "test" }]""", "two rules")]
    [InlineData("""[{ "ignore": ["_count"], "source": "test" }]""", "'ignored'")]
    [InlineData("""[{ "resource": "Pateint", "ignored": ["_count"], "source": "test" }]""", "'Patient'")]
    [InlineData("""[{ "resource": [], "ignored": ["_count"], "source": "test" }]""", "no resource type")]
    public void UnclearRule_IsReported(string rules, string words)
    {
        var (read, issues) = Read(rules);

        Assert.Empty(read);
        var issue = Assert.Single(issues);
        Assert.Equal(PlatformIssueIds.InvalidRule, issue.Id);
        Assert.Contains(words, issue.Message);
    }

    [Fact]
    public void RuleThatIsNoObject_IsReported()
    {
        var (_, issues) = Read("[1]");

        Assert.Equal(PlatformIssueIds.InvalidFile, Assert.Single(issues).Id);
    }

    [Theory]
    [InlineData("Encounter", "ignored", """["_count"]""", "Encounter")]
    [InlineData("Patient", "values", """{ "colour": ["red"] }""", "'colour'")]
    [InlineData("*", "or_only", """["colour"]""", "'colour'")]
    [InlineData("Patient", "requires_with", """{ "family": ["colour"] }""", "'colour'")]
    [InlineData("Patient", "active_when", """{ "family": { "colour": ["red"] } }""", "'colour'")]
    public void RuleAboutWhatThePlatformLacks_IsReportedAtTheRule(string resource, string verb, string value, string words)
    {
        var before = "{ \"rules\": [";
        var text = before + $$"""{ "resource": "{{resource}}", "{{verb}}": {{value}}, "source": "test" }] }""";

        var (manifest, issues) = Build(text);

        Assert.Empty(manifest.Rules);
        var issue = Assert.Single(issues);
        Assert.Equal((PlatformIssueIds.InvalidRule, before.Length), (issue.Id, issue.Position.Column));
        Assert.Contains(words, issue.Message);
    }

    [Theory]
    [InlineData("Patient", "values", """{ "gender": ["male"] }""", "'gender'")]
    [InlineData("Patient", "requires_with", """{ "family": ["given"] }""", "'given'")]
    [InlineData("Patient", "requires_one_of", """[["family"], ["birthdate"]]""", "'birthdate'")]
    [InlineData("Patient", "ignored", """["_count", "active"]""", "'active'")]
    [InlineData("Patient", "values", """{ "family": ["Smith"] }""", null)]
    [InlineData("Patient", "default", """{ "active": "true" }""", null)]
    [InlineData("Patient", "ignored", """["_count"]""", null)]
    [InlineData("Patient", "if_match", "\"required\"", null)]
    [InlineData("*", "or_only", """["family"]""", null)]
    public void RuleThatMatchesNothing_IsKeptAndReported(string resource, string verb, string value, string? words)
    {
        var (manifest, issues) = Build($$"""{ "rules": [{ "resource": "{{resource}}", "{{verb}}": {{value}}, "source": "test" }] }""");

        Assert.Single(manifest.Rules);
        Assert.Equal(words is null ? [] : [(PlatformIssueIds.UnmatchedRule, 12)], issues.Select(static issue => (issue.Id, issue.Position.Column)));
        Assert.All(issues, issue => Assert.Contains(words!, issue.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void RuleBeyondAGuide_IsNotReported()
    {
        var (manifest, issues) = Build("""{ "statement_kind": "assumed", "rules": [{ "resource": "Patient", "values": { "gender": ["male"] }, "source": "test" }] }""");

        Assert.Single(manifest.Rules);
        Assert.Empty(issues);
    }

    private static (PlatformManifest Manifest, List<PlatformIssue> Issues) Build(string text)
    {
        var issues = new List<PlatformIssue>();
        var statement = new CapabilityStatementFacts
        {
            Resources = new([new ResourceCapability { Type = "Patient", SearchParameters = new([new SearchParameterCapability("family", SearchParameterType.String)]) }]),
        };
        return (ManifestBuilder.Build(PlatformFileReader.Read("x.platform.json", text, issues)!, null, statement, issues)!, issues);
    }

    private static (EquatableArray<PlacedRule> Rules, List<PlatformIssue> Issues) Read(string rules) => ReadFile("{ \"rules\": " + rules + " }");

    private static (EquatableArray<PlacedRule> Rules, List<PlatformIssue> Issues) ReadFile(string text)
    {
        var issues = new List<PlatformIssue>();
        return (PlatformFileReader.Read("x.platform.json", text, issues)!.Rules, issues);
    }
}
