namespace FhirTyped.TestKit;

/// <summary>
/// Finds the public test data (CapabilityStatements, the HL7 definitions and examples, recorded traffic), which is not
/// part of the repository. The environment variable <c>FHIRTYPED_DATA</c> names its folder; without it, a folder
/// <c>shared/data</c> beside the repository is used.
/// </summary>
public static class TestData
{
    /// <summary>The words with which a test skips itself where the data is missing.</summary>
    public const string MissingMessage =
        "The public test data is not here: set FHIRTYPED_DATA to its folder, or put it in shared/data beside the repository.";

    private static readonly Lazy<string?> Folder = new(Find);

    /// <summary>The root of the data, or null where it is absent.</summary>
    public static string? Root => Folder.Value;

    /// <summary>Whether the data is present.</summary>
    public static bool IsPresent => Root is not null;

    /// <summary>The path of a file or folder in the data, by its parts.</summary>
    /// <exception cref="InvalidOperationException">The data is absent: skip the test first with <see cref="IsPresent"/>.</exception>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Root ?? throw new InvalidOperationException(MissingMessage), .. parts]);

    /// <summary>The root of the repository: the folder that holds FhirTyped.sln.</summary>
    public static string RepositoryRoot { get; } = FindRepository();

    private static string? Find()
    {
        var configured = Environment.GetEnvironmentVariable("FHIRTYPED_DATA");
        if (!string.IsNullOrEmpty(configured))
        {
            return Directory.Exists(configured) ? configured : null;
        }

        var beside = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data"));
        return Directory.Exists(beside) ? beside : null;
    }

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
