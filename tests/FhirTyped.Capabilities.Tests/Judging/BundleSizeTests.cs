namespace FhirTyped.Capabilities.Tests.Judging;

/// <summary>How many requests a platform takes in one bundle.</summary>
public sealed class BundleSizeTests
{
    [Theory]
    [InlineData(0, 100_000, true)]
    [InlineData(500, 500, true)]
    [InlineData(500, 501, false)]
    public void Size_IsHeldAgainstWhatIsKnown(int maximum, int count, bool isSupported)
    {
        var judge = new CapabilityJudge(JudgedPlatform.With().Manifest with { Limits = PlatformLimits.Unknown with { MaximumBundleEntries = maximum } });

        foreach (var interaction in new[] { FhirInteraction.Batch, FhirInteraction.Transaction })
        {
            var verdict = judge.JudgeBundleSize(interaction, count);
            Assert.Equal(isSupported ? CapabilitySupport.Supported : CapabilitySupport.Unsupported, verdict.Support);
            Assert.Equal(isSupported, verdict.Id != CapabilityIds.Transaction);
        }
    }

    [Theory]
    [InlineData(PlatformIssueIds.InvalidFile, true)]
    [InlineData(PlatformIssueIds.InvalidStatement, true)]
    [InlineData(PlatformIssueIds.UnknownParent, true)]
    [InlineData(PlatformIssueIds.LeftOut, false)]
    [InlineData(PlatformIssueIds.Assumed, false)]
    [InlineData(PlatformIssueIds.UnmatchedRule, false)]
    [InlineData(PlatformIssueIds.ScopeSyntax, false)]
    public void Issues_AreErrorsAsForTheCompiler(string id, bool isError) => Assert.Equal(isError, PlatformIssueIds.IsError(id));
}
