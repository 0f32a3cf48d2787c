using FhirTyped.TestKit;

namespace FhirTyped.Facts.Tests;

/// <summary>The facts that the repository holds, as text.</summary>
internal static class CommittedFacts
{
    private static readonly string Folder = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.R4", "spec");

    /// <summary>The lines of types and resources: a line of its own for each type, then its elements.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        .. Lines("types.facts"),
        .. Directory.EnumerateFiles(Path.Combine(Folder, "resources"), "*.facts").SelectMany(File.ReadAllLines),
    ];

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Folder, file));
}
