namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>What a server needs to know that behaves like the platform.</summary>
public sealed class ServingFactsTests
{
    [Fact]
    public void DefaultFilters_LeaveResultParametersOut()
    {
        var judge = JudgedPlatform.With("""{ "resource": "Observation", "default": {"status": "final", "_count": "10"}, "source": "doc" }""");

        Assert.Equal([("status", "final")], judge.DefaultFilters("Observation"));
        Assert.Empty(judge.DefaultFilters("Patient"));
    }

    [Theory]
    [InlineData("Observation", null, 10)]
    [InlineData("Observation", 20, 20)]
    [InlineData("Observation", 500, 50)]
    [InlineData("Patient", 20, 30)]
    [InlineData("Patient", null, 30)]
    [InlineData("Encounter", null, 40)]
    public void PageSize_KnowsDefaultsLimitsAndIgnoredCounts(string type, int? asked, int size)
    {
        var judge = JudgedPlatform.With(
            """{ "resource": "Observation", "default": {"_count": "10"}, "source": "doc" }""",
            """{ "resource": "Patient", "default": {"_count": "30"}, "source": "doc" }""",
            """{ "resource": "Patient", "ignored": ["_count"], "source": "doc" }""");

        Assert.Equal(size, judge.PageSize(type, asked, otherwise: 40));
    }

    [Fact]
    public void StrictHandling_IsUnknownUnlessARuleSaysSo()
    {
        var judge = JudgedPlatform.With(
            """{ "resource": "Observation", "handling_strict": true, "source": "doc" }""", """{ "resource": "Patient", "handling_strict": false, "source": "doc" }""");

        Assert.Equal((true, false, null), (judge.TakesStrictHandling("Observation"), judge.TakesStrictHandling("Patient"), judge.TakesStrictHandling("Encounter")));
    }

    [Fact]
    public void PageLinks_AreRelativeOnlyWhereARuleSaysSo()
    {
        var judge = JudgedPlatform.With("""{ "resource": "Observation", "page_links": "relative", "source": "doc" }""");

        Assert.Equal((true, false), (judge.HasRelativePageLinks("Observation"), judge.HasRelativePageLinks("Patient")));
    }

    [Fact]
    public void IfMatch_WithStatuses_RequiresTheVersionToo()
    {
        var judge = JudgedPlatform.With("""{ "resource": "Observation", "if_match": {"missing": 428, "stale": 409}, "source": "doc" }""");

        Assert.Equal(CapabilityIds.IfMatchRequired, judge.JudgeUpdate("Observation", hasVersion: false).Id);
        Assert.Equal((428, 409), (judge.MissingVersionStatus("Observation"), judge.StaleVersionStatus("Observation")));
        Assert.Equal((400, 412), (judge.MissingVersionStatus("Patient"), judge.StaleVersionStatus("Patient")));
    }
}
