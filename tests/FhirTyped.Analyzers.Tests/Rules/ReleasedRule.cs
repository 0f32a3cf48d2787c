using FhirTyped.TestKit;

namespace FhirTyped.Analyzers.Tests.Rules;

/// <summary>A line of an AnalyzerReleases file.</summary>
internal sealed record ReleasedRule(string Id, string Category, string Severity, string Title)
{
    /// <summary>The rules of a project, in the order of their ids.</summary>
    public static IReadOnlyList<ReleasedRule> Of(string project) =>
    [
        .. Directory.GetFiles(Path.Combine(TestFiles.RepositoryRoot, project), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadLines)
            .Where(static line => line.StartsWith("FHT", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(static fields => new ReleasedRule(fields[0], fields[1], fields[2], fields[3]))
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal),
    ];
}
