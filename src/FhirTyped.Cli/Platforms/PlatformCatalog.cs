using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Platforms;

/// <summary>The built-in platforms, and those of a folder of platform files.</summary>
internal sealed class PlatformCatalog
{
    private const string Prefix = "platforms/";

    private readonly IReadOnlyList<PlatformManifest> _own;
    private readonly IReadOnlyList<FolderFile> _files;

    private PlatformCatalog(IReadOnlyList<PlatformManifest> own, IReadOnlyList<FolderFile> files, IReadOnlyList<PlatformIssue> issues)
    {
        _own = own;
        _files = files;
        Issues = issues;
    }

    /// <summary>What is wrong with the files of the folder, or was left out of their statements.</summary>
    public IReadOnlyList<PlatformIssue> Issues { get; }

    /// <summary>Every platform, in the order of the ids; a platform of the folder stands before a built-in one of the same id.</summary>
    public IEnumerable<PlatformManifest> All => _own
        .Concat(BuiltInIds().Where(id => _own.All(own => own.Id != id)).Select(id => FindBuiltIn(id)!))
        .OrderBy(platform => platform.Id, StringComparer.Ordinal);

    /// <summary>Reads a folder of platform files; without one there are only the built-in platforms.</summary>
    /// <exception cref="CliException">There is no such folder.</exception>
    public static PlatformCatalog Load(string? folder)
    {
        if (folder is null)
        {
            return new([], [], []);
        }

        if (!Directory.Exists(folder))
        {
            throw new CliException($"There is no folder '{folder}'.");
        }

        var issues = new List<PlatformIssue>();
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(PlatformFileReader.IsPlatformFile)
            .Order(StringComparer.Ordinal)
            .Select(path => new FolderFile(path, ReadSource(path, File.ReadAllText(path), File.Exists, File.ReadAllText, issues)))
            .ToArray();
        return new(PlatformSet.Build(files.Select(file => file.Source).OfType<PlatformSource>(), FindBuiltIn, issues), files, issues);
    }

    /// <summary>What is wrong with the files of one platform: its own, the platforms of the folder that it extends, and their statements.</summary>
    public IEnumerable<PlatformIssue> IssuesOf(string id)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var current = id; current is not null && ids.Add(current);)
        {
            var files = _files.Where(file => file.Id == current).ToArray();
            paths.UnionWith(files.SelectMany(file => file.Paths));
            current = files.Select(file => file.Source?.File.Extends).FirstOrDefault(parent => parent is not null);
        }

        return Issues.Where(issue => paths.Contains(issue.File));
    }

    /// <summary>The platform of an id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public PlatformManifest Get(string id)
    {
        if ((_own.FirstOrDefault(own => own.Id == id) ?? FindBuiltIn(id)) is { } platform)
        {
            return platform;
        }

        var nearest = NearestName.Find(id, BuiltInIds().Concat(_own.Select(own => own.Id)));
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
        if (ReadResource(path) is not { } text
            || ReadSource(path, text, name => ReadResource(name) is not null, name => ReadResource(name)!, issues) is not { } source)
        {
            return null;
        }

        return PlatformSet.Build([source], FindBuiltIn, issues).SingleOrDefault();
    }

    private static PlatformSource? ReadSource(
        string path, string text, Func<string, bool> exists, Func<string, string> read, List<PlatformIssue> issues)
    {
        if (PlatformFileReader.Read(path, text, issues) is not { } file)
        {
            return null;
        }

        CapabilityStatementFacts? facts = null;
        if (file.Statement is { } statement)
        {
            var statementPath = StatementPath(path, statement);
            if (exists(statementPath))
            {
                facts = CapabilityStatementReader.Read(statementPath, read(statementPath), issues);
            }
            else
            {
                issues.Add(new(PlatformIssueIds.InvalidStatement, $"The CapabilityStatement '{statement}' is missing.", path, file.StatementPosition));
            }
        }

        return new(file, facts);
    }

    private static string StatementPath(string path, string statement) => path[..(path.LastIndexOfAny(['/', '\\']) + 1)] + statement;

    private static string? ReadResource(string name)
    {
        using var stream = typeof(PlatformCatalog).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A platform file of the folder; the source is null where nothing can be made of it.</summary>
    private sealed record FolderFile(string Path, PlatformSource? Source)
    {
        public string Id => Source?.File.Id ?? PlatformFileReader.IdOf(Path);

        public IEnumerable<string> Paths => Source?.File.Statement is { } statement ? [Path, StatementPath(Path, statement)] : [Path];
    }
}
