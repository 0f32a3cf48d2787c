using System.Text;
using FhirTyped.Analyzers.Tests.Harness;
using FhirTyped.TestKit;

namespace FhirTyped.Analyzers.Tests.Rules;

/// <summary>Code, release files and documentation say the same.</summary>
public sealed class RuleDocumentationTests
{
    private static readonly string Folder = Path.Combine(TestFiles.RepositoryRoot, "docs", "rules");

    private static readonly IReadOnlyList<ReleasedRule> Analyzers = ReleasedRule.Of("analyzers/FhirTyped.Analyzers");

    private static readonly IReadOnlyList<ReleasedRule> All =
        [.. ReleasedRule.Of("generators/FhirTyped.PlatformGenerator").Concat(Analyzers).Distinct().OrderBy(static rule => rule.Id, StringComparer.Ordinal)];

    [Fact]
    public void EveryRuleInCode_IsReleased_AndEveryReleasedRuleIsInCode()
    {
        var inCode = AnalyzerRun.Analyzers
            .SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Select(static rule => new ReleasedRule(rule.Id, rule.Category, rule.DefaultSeverity.ToString(), rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Distinct()
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal);

        Assert.Equal(Analyzers, inCode);
    }

    [Fact]
    public void EveryRule_LinksToItsPage() => Assert.All(
        AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics),
        static rule => Assert.Equal("https://github.com/fhirtyped/fhirtyped/blob/main/docs/rules/" + rule.Id + ".md", rule.HelpLinkUri));

    [Fact]
    public void EveryRule_HasAPage_AndEveryPageARule()
    {
        var pages = Directory.GetFiles(Folder, "FHT*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(All.Select(static rule => rule.Id), pages);
    }

    [Fact]
    public void EveryPage_HasItsTitleAndTheFourHeadings() => Assert.All(All, static rule =>
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, rule.Id + ".md"));

        Assert.Equal("# " + rule.Id + ": " + rule.Title, lines[0]);
        Assert.Equal(["## Cause", "## Why", "## Fix", "## Configure"], lines.Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
    });

    [Fact]
    public void EveryFix_IsForARule() => Assert.Empty(FixRun.FixableIds.Except(Analyzers.Select(static rule => rule.Id)));

    /// <summary>To write the index anew, run this test with FHIRTYPED_ACCEPT=1.</summary>
    [Fact]
    public void Index_IsMadeFromTheReleases()
    {
        var path = Path.Combine(Folder, "README.md");
        var index = Index();
        if (Environment.GetEnvironmentVariable("FHIRTYPED_ACCEPT") == "1")
        {
            File.WriteAllText(path, index);
        }

        Assert.Equal(index, File.ReadAllText(path));
    }

    private static string Index()
    {
        var text = new StringBuilder();
        text.Append("""
            # The rules

            What FhirTyped reports while you type and build. An error is what the platform's statement or a rule contradicts; a warning is
            what it does not promise. `.editorconfig` changes each: `dotnet_diagnostic.FHT1101.severity = warning`. Ids are never used twice.

            *This page is made from the AnalyzerReleases files.*

            | id | | severity | fix |
            |---|---|---|---|

            """);
        foreach (var rule in All)
        {
            var fix = FixRun.FixableIds.Contains(rule.Id) ? "yes" : "";
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.Severity.ToLowerInvariant()} | {fix} |\n");
        }

        return text.ToString();
    }
}
