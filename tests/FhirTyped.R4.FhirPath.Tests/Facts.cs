using FhirTyped.TestKit;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>The expressions of the specification, from the facts in the repository.</summary>
internal static class Facts
{
    /// <summary>Every search parameter's expression by resource type, each once.</summary>
    public static ILookup<string, string> SearchExpressions { get; } = Read("search-parameters.facts")
        .Select(fact => (Type: fact.Head[..fact.Head.IndexOf(' ', StringComparison.Ordinal)], fact.Expression))
        .Distinct()
        .ToLookup(fact => fact.Type, fact => fact.Expression);

    /// <summary>Every invariant: where it holds, its key, its expression.</summary>
    public static IReadOnlyList<(string Context, string Key, string Expression)> Invariants { get; } =
        [.. Read("invariants.facts").Select(fact => (fact.Head.Split(' ')[0], fact.Head.Split(' ')[1], fact.Expression))];

    private static IEnumerable<(string Head, string Expression)> Read(string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.R4", "spec", file)))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0)
            {
                yield return (line[..tab], line[(tab + 1)..]);
            }
        }
    }
}
