namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>What the application asks for, against what it does and what the platform takes.</summary>
public sealed class ScopeVerdictTests
{
    [Theory]
    [InlineData("patient/Observation.read", "Observation", FhirInteraction.SearchType)]
    [InlineData("patient/Observation.read", "Observation", FhirInteraction.HistoryInstance)]
    [InlineData("user/*.write", "Patient", FhirInteraction.Patch)]
    [InlineData("system/*.cruds", "Patient", FhirInteraction.Delete)]
    [InlineData("user/Observation.rs?category=laboratory", "Observation", FhirInteraction.SearchType)]
    [InlineData("user/Patient.r user/Observation.s", "Observation", FhirInteraction.SearchType)]
    [InlineData("user/Patient.r", "Observation", FhirInteraction.Transaction)]
    [InlineData("openid launch", "Observation", FhirInteraction.SearchType)]
    [InlineData("", "Observation", FhirInteraction.SearchType)]
    public void CallThatAScopeCovers_IsSupported(string scopes, string type, FhirInteraction interaction) =>
        Assert.True(With(scopes).JudgeScope(type, interaction).IsSupported);

    [Theory]
    [InlineData("patient/Patient.read", "Observation", FhirInteraction.Read, "add patient/Observation.read (")]
    [InlineData("openid user/Patient.rs", "Patient", FhirInteraction.Update, "add user/Patient.u (")]
    [InlineData("user/Observation.r", "Observation", FhirInteraction.SearchType, "add user/Observation.s (")]
    [InlineData("user/*.read", "Patient", FhirInteraction.Create, "add user/Patient.write (")]
    public void CallThatNoScopeCovers_IsUndeclared(string scopes, string type, FhirInteraction interaction, string advice)
    {
        var verdict = With(scopes).JudgeScope(type, interaction);

        Assert.Equal((CapabilitySupport.Undeclared, CapabilityIds.Scope), (verdict.Support, verdict.Id));
        Assert.Contains(advice, verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("patient/Observation.rs", true)]
    [InlineData("patient/Observation.rs patient/Provenance.r", false)]
    [InlineData("patient/Observation.rs user/Provenance.read", false)]
    [InlineData("patient/*.rs", false)]
    [InlineData("patient/Observation.rs patient/Provenance.c", true)]
    [InlineData("", false)]
    public void Include_NeedsItsScope(string scopes, bool isMissing) => Assert.Equal(
        isMissing ? [(CapabilityIds.IncludeScope, 1, 0)] : [],
        With(scopes, """{ "include_scope": { "Provenance:target": "Provenance.read" }, "source": "doc" }""")
            .JudgeIncludeScopes(SearchQuery.Parse("Observation", "patient=1&_revinclude=Provenance:target"))
            .Select(static verdict => (verdict.Id, verdict.CriterionIndex, verdict.ValueIndex)));

    [Fact]
    public void IncludeScopeWithAContext_IsMeantWithIt()
    {
        const string Rule = """{ "include_scope": { "Provenance:target": "user/Provenance.read" }, "source": "doc" }""";
        var query = SearchQuery.Parse("Observation", "patient=1&_revinclude=Provenance:target:Observation");

        Assert.Single(With("patient/*.rs", Rule).JudgeIncludeScopes(query));
        Assert.Empty(With("user/*.rs", Rule).JudgeIncludeScopes(query));
        Assert.Empty(With("patient/Observation.rs", Rule).JudgeIncludeScopes(SearchQuery.Parse("Observation", "patient=1&_include=Observation:subject")));
    }

    [Theory]
    [InlineData("patient/Observation.read patient/Patient.rs", "", 1)]
    [InlineData("openid patient/Observation.rs patient/*.read", "", 2)]
    [InlineData("patient/Observation.read", "v2", 0)]
    [InlineData("openid patient/Observation.rs", "v1", 1)]
    [InlineData("patient/Observation.read openid patient/Patient.read", "", -1)]
    [InlineData("patient/Observation.rs", "v1 v2", -1)]
    [InlineData("openid fhirUser", "v2", -1)]
    public void Syntax_IsOne_AndThePlatforms(string scopes, string versions, int wrong)
    {
        var verdicts = With(scopes, versions: versions).JudgeScopeSyntax().ToArray();

        Assert.Equal(wrong < 0 ? [] : [(CapabilityIds.ScopeSyntax, wrong)], verdicts.Select(static verdict => (verdict.Id, verdict.ValueIndex)));
    }

    [Theory]
    [InlineData("user/Observation.rs", false)]
    [InlineData("patient/Observation.rs online_access", false)]
    [InlineData("user/Observation.rs offline_access", true)]
    [InlineData("system/Observation.rs", true)]
    [InlineData("openid", true)]
    [InlineData("", true)]
    public void UnattendedUse_NeedsARefreshToken(string scopes, bool isFine) =>
        Assert.Equal(isFine ? "" : CapabilityIds.LongJob, With(scopes).JudgeUnattendedUse().Id);

    [Fact]
    public void ClientAuthentication_IsOneThatThePlatformTakes()
    {
        var judge = new CapabilityJudge(With("").Manifest with
        {
            OAuth = new() { TokenEndpointAuthenticationMethods = new(["client_secret_basic", "private_key_jwt"]) },
        });

        Assert.True(judge.JudgeClientAuthentication("private_key_jwt").IsSupported);
        Assert.Equal((CapabilitySupport.Unsupported, CapabilityIds.ClientAuthentication), Of(judge.JudgeClientAuthentication("tls_client_auth")));
        Assert.True(With("").JudgeClientAuthentication("tls_client_auth").IsSupported);
    }

    private static (CapabilitySupport, string) Of(CapabilityVerdict verdict) => (verdict.Support, verdict.Id);

    private static CapabilityJudge With(string scopes, string? rule = null, string versions = "")
    {
        var manifest = JudgedPlatform.With(rule is null ? [] : [rule]).Manifest;
        return new(manifest with { Client = new() { Scopes = Words(scopes) }, OAuth = new() { ScopeVersions = Words(versions) } });
    }

    private static EquatableArray<string> Words(string text) => new(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
