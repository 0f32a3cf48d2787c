using System.Text.RegularExpressions;
using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>A promise without its test is none: what docs/notes/safety.md names is there.</summary>
public sealed partial class PromisesTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestFiles.RepositoryRoot, "docs", "notes", "safety.md"));

    [Fact]
    public void EveryTestOfThePage_Exists()
    {
        var tests = TestsOfTheRepository();
        var named = TestName().Matches(Page).Select(static match => match.Groups[1].Value).ToArray();

        Assert.True(named.Length > 60, $"The page names {named.Length} tests.");
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void EveryRow_NamesATest() => Assert.All(
        Page.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| promise", StringComparison.Ordinal) && !line.StartsWith("| input", StringComparison.Ordinal)),
        static line => Assert.Matches(TestName(), line));

    private static HashSet<string> TestsOfTheRepository()
    {
        var tests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(TestFiles.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (ClassName().Match(text) is { Success: true } type)
            {
                tests.UnionWith(MethodName().Matches(text).Select(method => type.Groups[1].Value + "." + method.Groups[1].Value));
            }
        }

        return tests;
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"\bpublic (?:static )?(?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex MethodName();
}
