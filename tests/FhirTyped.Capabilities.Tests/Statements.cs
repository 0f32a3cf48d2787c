using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests;

/// <summary>The CapabilityStatements of the public test data.</summary>
internal static class Statements
{
    /// <summary>The names of all of them; empty where the data is missing.</summary>
    public static IReadOnlyList<string> Names { get; } = TestData.IsPresent
        ? [.. Directory.GetFiles(TestData.PathOf("capabilities"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!]
        : [];

    /// <summary>The rows of a theory over all of them; one row that skips itself where the data is missing.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows() =>
        TestData.IsPresent ? Names.Select(name => new TheoryDataRow<string>(name)) : [new("") { Skip = TestData.MissingMessage }];

    /// <summary>The text of one.</summary>
    public static string Text(string name) => File.ReadAllText(TestData.PathOf("capabilities", name + ".json"));

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
