using System.Reflection;
using FhirTyped.Capabilities;
using FhirTyped.TestKit;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>That every diagnostic has its page and its line in the release notes.</summary>
public sealed class RuleDocumentationTests
{
    public static TheoryData<string> Ids =>
        [.. typeof(PlatformIssueIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static constant => (string)constant.GetValue(null)!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasAPageWithItsFourHeadings(string id)
    {
        var lines = File.ReadAllLines(Path.Combine(TestFiles.RepositoryRoot, "docs", "rules", id + ".md"));

        Assert.StartsWith("# " + id + ": ", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["## Cause", "## Why", "## Fix", "## Configure"],
            lines.Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_IsInTheReleaseNotes(string id)
    {
        var folder = Path.Combine(TestFiles.RepositoryRoot, "generators", "FhirTyped.PlatformGenerator");
        var notes = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")) + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md"));

        Assert.Contains("\n" + id + " | ", notes, StringComparison.Ordinal);
    }
}
