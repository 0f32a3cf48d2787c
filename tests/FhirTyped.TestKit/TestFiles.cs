namespace FhirTyped.TestKit;

/// <summary>
/// Finds test data: the corpus of our own making in <c>tests/corpus</c>, which is always there, and the public data
/// (CapabilityStatements, the HL7 definitions and examples, recorded traffic), which is not part of the repository. The environment
/// variable <c>FHIRTYPED_DATA</c> names its folder; without it, a folder <c>shared/data</c> beside the repository is used.
/// </summary>
public static class TestFiles
{
    /// <summary>The words with which a test skips itself where the data is missing.</summary>
    public const string MissingMessage =
        "The public test data is not here: set FHIRTYPED_DATA to its folder, or put it in shared/data beside the repository.";

    private static readonly Lazy<string?> Folder = new(Find);

    /// <summary>The root of the repository: the folder that holds FhirTyped.sln.</summary>
    public static string RepositoryRoot { get; } = FindRepository();

    /// <summary>The root of the data of our own making.</summary>
    public static string CorpusRoot { get; } = Path.Combine(RepositoryRoot, "tests", "corpus");

    /// <summary>The root of the public data, or null where it is absent.</summary>
    public static string? Root => Folder.Value;

    /// <summary>Whether the public data is present.</summary>
    public static bool IsPresent => Root is not null;

    /// <summary>Whether a file or folder is here, in the corpus or in the public data.</summary>
    public static bool Has(params string[] parts) => Find(parts) is not null;

    /// <summary>The path of a file or folder, by its parts: in the corpus where it is there, else in the public data.</summary>
    /// <exception cref="InvalidOperationException">It is absent: skip the test first with <see cref="Has"/> or <see cref="IsPresent"/>.</exception>
    public static string PathOf(params string[] parts) => Find(parts) ?? Path.Combine([Root ?? throw new InvalidOperationException(MissingMessage), .. parts]);

    /// <summary>The files of a folder, in the corpus and in the public data, each in ordinal order.</summary>
    public static IReadOnlyList<string> FilesIn(string pattern, params string[] parts) =>
        [.. Roots.Select(root => Path.Combine([root, .. parts])).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal))];

    private static IEnumerable<string> Roots => Root is { } root ? [CorpusRoot, root] : [CorpusRoot];

    private static string? Find(string[] parts) =>
        Roots.Select(root => Path.Combine([root, .. parts])).FirstOrDefault(static path => File.Exists(path) || Directory.Exists(path));

    private static string? Find()
    {
        var configured = Environment.GetEnvironmentVariable("FHIRTYPED_DATA");
        if (!string.IsNullOrEmpty(configured))
        {
            return IsData(configured) ? configured : null;
        }

        var beside = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data"));
        return IsData(beside) ? beside : null;
    }

    private static bool IsData(string folder) => Directory.Exists(Path.Combine(folder, "capabilities"));

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FhirTyped.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("FhirTyped.sln was not found above " + AppContext.BaseDirectory);
    }
}
