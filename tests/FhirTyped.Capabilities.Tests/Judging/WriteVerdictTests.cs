namespace FhirTyped.Capabilities.Tests.Judging;

public sealed class WriteVerdictTests
{
    private static readonly CapabilityJudge Judge = JudgedPlatform.With();

    [Theory]
    [InlineData("Patient", ConditionalSupport.Create, "")]
    [InlineData("Patient", ConditionalSupport.Update, "")]
    [InlineData("Patient", ConditionalSupport.DeleteSingle, "")]
    [InlineData("Patient", ConditionalSupport.DeleteMultiple, CapabilityIds.Conditional)]
    [InlineData("Patient", ConditionalSupport.ReadNotMatch, CapabilityIds.Conditional)]
    [InlineData("Observation", ConditionalSupport.Update, CapabilityIds.Conditional)]
    [InlineData("Observation", ConditionalSupport.Create, CapabilityIds.Interaction)]
    [InlineData("Slot", ConditionalSupport.Create, CapabilityIds.Resource)]
    public void Conditional_NeedsTheInteractionAndTheCondition(string type, ConditionalSupport support, string id) =>
        Assert.Equal(id, Judge.JudgeConditional(type, support).Id);

    [Theory]
    [InlineData("identifier=a|1", "")]
    [InlineData("", CapabilityIds.Conditional)]
    [InlineData("_count=1&_sort=family", CapabilityIds.Conditional)]
    [InlineData("identifier=", CapabilityIds.EmptyValue)]
    [InlineData("given=a", CapabilityIds.SearchParameter)]
    public void Criteria_AreJudgedAndMustFilter(string query, string id)
    {
        var verdicts = Judge.JudgeConditional(ConditionalSupport.Create, SearchQuery.Parse("Patient", query));

        Assert.Equal(id, verdicts.Count == 0 ? "" : Assert.Single(verdicts).Id);
    }

    [Fact]
    public void Criteria_HeedTheRulesOfSearches()
    {
        var judge = JudgedPlatform.With("""{ "resource": "Patient", "requires_with": {"identifier": ["birthdate"]}, "source": "doc" }""");
        var verdict = Assert.Single(judge.JudgeConditional(ConditionalSupport.Update, SearchQuery.Parse("Patient", "identifier=a|1")));

        Assert.Equal(CapabilityIds.RequiredCombination, verdict.Id);
    }

    [Theory]
    [InlineData("", PatchKind.JsonPatch, CapabilitySupport.Supported)]
    [InlineData("", PatchKind.FhirPathPatch, CapabilitySupport.Undeclared)]
    [InlineData("application/json-patch+json", PatchKind.JsonPatch, CapabilitySupport.Supported)]
    [InlineData("application/json-patch+json", PatchKind.FhirPathPatch, CapabilitySupport.Unsupported)]
    [InlineData("application/fhir+json", PatchKind.FhirPathPatch, CapabilitySupport.Supported)]
    [InlineData("application/fhir+json", PatchKind.JsonPatch, CapabilitySupport.Unsupported)]
    [InlineData("application/fhir+xml", PatchKind.FhirPathPatch, CapabilitySupport.Unsupported)]
    public void KindOfPatch_IsWhatTheStatementDeclares(string formats, PatchKind kind, CapabilitySupport support)
    {
        var verdict = With(formats).JudgePatchKind("Observation", kind);

        Assert.Equal((support, verdict.IsSupported ? "" : CapabilityIds.PatchKind), (verdict.Support, verdict.Id));
    }

    [Fact]
    public void Patch_NeedsTheInteraction_TheVersion_AndTheKind()
    {
        var judge = new CapabilityJudge(JudgedPlatform.With("""{ "resource": "Observation", "if_match": "required", "source": "doc" }""").Manifest
            with { PatchFormats = new(["application/json-patch+json"]) });

        Assert.Equal(CapabilityIds.Interaction, judge.JudgePatch("Patient", PatchKind.JsonPatch, hasVersion: true).Id);
        Assert.Equal(CapabilityIds.IfMatchRequired, judge.JudgePatch("Observation", PatchKind.JsonPatch, hasVersion: false).Id);
        Assert.Equal(CapabilityIds.PatchKind, judge.JudgePatch("Observation", PatchKind.FhirPathPatch, hasVersion: true).Id);
        Assert.True(judge.JudgePatch("Observation", PatchKind.JsonPatch, hasVersion: true).IsSupported);
    }

    [Fact]
    public void Transaction_WhereThereIsOnlyBatch_SaysSo() =>
        Assert.Contains("it declares batch", Judge.JudgeSystemInteraction(FhirInteraction.Transaction).Message);

    [Fact]
    public void PatchFormats_AreReadAndWritten()
    {
        var facts = CapabilityStatementReader.Read("c.json", """
            { "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "patchFormat": ["b", "a", "a"], "rest": [{ "mode": "server" }] }
            """, [])!;
        var written = CapabilityStatementReader.Read("c.json", CapabilityStatementWriter.Write(facts, "x"), [])!;
        var manifest = JudgedPlatform.With().Manifest with { PatchFormats = facts.PatchFormats };

        Assert.Equal(["a", "b"], facts.PatchFormats);
        Assert.Equal(facts.PatchFormats, written.PatchFormats);
        Assert.Equal(facts.PatchFormats, ManifestText.Read(ManifestText.Write(manifest)).PatchFormats);
    }

    private static CapabilityJudge With(string formats) => new(JudgedPlatform.With().Manifest with
    {
        PatchFormats = formats.Length == 0 ? default : new([formats]),
    });
}
