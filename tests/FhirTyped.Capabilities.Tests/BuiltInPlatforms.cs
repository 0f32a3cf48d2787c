using FhirTyped.TestKit;

namespace FhirTyped.Capabilities.Tests;

/// <summary>The platforms of src/FhirTyped.Platforms, read from their files.</summary>
internal static class BuiltInPlatforms
{
    private static readonly Lazy<(IReadOnlyList<PlatformManifest> Manifests, List<PlatformIssue> Issues)> Loaded = new(Load);

    public static string Folder { get; } = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms");

    public static IReadOnlyList<PlatformManifest> All => Loaded.Value.Manifests;

    public static IReadOnlyList<PlatformIssue> Issues => Loaded.Value.Issues;

    public static IEnumerable<string> Ids => Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    public static PlatformManifest Get(string id) => All.Single(platform => platform.Id == id);

    public static CapabilityJudge Judge(string id) => new(Get(id));

    private static (IReadOnlyList<PlatformManifest>, List<PlatformIssue>) Load()
    {
        var issues = new List<PlatformIssue>();
        var sources = new List<PlatformSource>();
        foreach (var id in Ids)
        {
            var path = Path.Combine(Folder, id, "platform.json");
            var file = PlatformFileReader.Read(path, File.ReadAllText(path), issues);
            if (file is null)
            {
                continue;
            }

            var statement = file.Statement is null ? null : Path.Combine(Folder, id, file.Statement);
            sources.Add(new(file, statement is null ? null : CapabilityStatementReader.Read(statement, File.ReadAllText(statement), issues)));
        }

        return (PlatformSet.Build(sources, _ => null, issues), issues);
    }
}
