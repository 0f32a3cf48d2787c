using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Platforms;

/// <summary>The built-in platforms, and those of a folder of platform files.</summary>
internal sealed class PlatformCatalog
{
    private const string Prefix = "platforms/";

    private static readonly PlatformFileSet Nothing = new([], [], []);

    private readonly PlatformFileSet _folder;

    private PlatformCatalog(PlatformFileSet folder) => _folder = folder;

    /// <summary>What is wrong with the files of the folder, or was left out of their statements.</summary>
    public IReadOnlyList<PlatformIssue> Issues => _folder.SourceIssues;

    /// <summary>Every platform, in the order of the ids; a platform of the folder stands before a built-in one of the same id.</summary>
    public IEnumerable<PlatformManifest> All => _folder.Manifests
        .Concat(BuiltInIds().Where(id => _folder.Manifests.All(own => own.Id != id)).Select(id => FindBuiltIn(id)!))
        .OrderBy(platform => platform.Id, StringComparer.Ordinal);

    /// <summary>Reads a folder of platform files; without one there are only the built-in platforms.</summary>
    /// <exception cref="IOException">There is no such folder, or it cannot be read.</exception>
    public static PlatformCatalog Load(string? folder) => new(folder is null ? Nothing : PlatformFiles.ReadDirectory(folder, FindBuiltIn));

    /// <summary>What is wrong with the files of one platform: its own, the platforms of the folder that it extends, and their statements.</summary>
    public IEnumerable<PlatformIssue> IssuesOf(string id) => _folder.IssuesOf(id);

    /// <summary>The platform of an id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public PlatformManifest Get(string id)
    {
        if ((_folder.Manifests.FirstOrDefault(own => own.Id == id) ?? FindBuiltIn(id)) is { } platform)
        {
            return platform;
        }

        var nearest = NearestName.Find(id, BuiltInIds().Concat(_folder.Manifests.Select(own => own.Id)));
        throw new CliException($"There is no platform '{id}'"
            + (nearest is null ? ": 'fhirtyped platforms' lists them." : $"; did you mean '{nearest}'?"));
    }

    private static IEnumerable<string> BuiltInIds() =>
        typeof(PlatformCatalog).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && PlatformFileReader.IsPlatformFile(name))
            .Select(name => name[Prefix.Length..name.LastIndexOf('/')]);

    private static PlatformManifest? FindBuiltIn(string id)
    {
        var path = Prefix + id + "/platform.json";
        var issues = new List<PlatformIssue>();
        return ReadResource(path).Text is { } text && PlatformSourceFile.Read(path, text, ReadResource, issues).Source is { } source
            ? PlatformSet.Build([source], FindBuiltIn, issues).SingleOrDefault()
            : null;
    }

    private static PlatformText ReadResource(string name)
    {
        using var stream = typeof(PlatformCatalog).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return PlatformText.Missing;
        }

        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd(), "");
    }
}
