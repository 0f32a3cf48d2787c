using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests;

/// <summary>CapabilityStatements: those of our own making, and those of the public test data where it is present.</summary>
internal static class Statements
{
    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. TestFiles.FilesIn("*.json", "capabilities").Select(Path.GetFileNameWithoutExtension)!];

    /// <summary>The rows of a theory over all of them.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows() => Names.Select(name => new TheoryDataRow<string>(name));

    /// <summary>Skips the test where the statement is one of the public data, and that is absent.</summary>
    public static void SkipUnlessPresent(string name) => Assert.SkipUnless(Names.Contains(name), TestFiles.MissingMessage);

    /// <summary>The text of one.</summary>
    public static string Text(string name) => File.ReadAllText(TestFiles.PathOf("capabilities", name + ".json"));

    /// <summary>The facts of one.</summary>
    public static CapabilityStatementFacts Facts(string name) => Facts(name, out _);

    /// <summary>The facts of one, and what the reader said.</summary>
    public static CapabilityStatementFacts Facts(string name, out List<PlatformIssue> issues)
    {
        issues = [];
        return CapabilityStatementReader.Read(name + ".json", Text(name), issues)
            ?? throw new InvalidOperationException(string.Join("\n", issues));
    }
}
