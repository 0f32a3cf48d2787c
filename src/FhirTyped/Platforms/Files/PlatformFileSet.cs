using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>The platforms of platform files that were read, and what is wrong with the files.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PlatformFileSet
{
    private readonly IReadOnlyList<PlatformSourceFile> _files;

    internal PlatformFileSet(IReadOnlyList<PlatformManifest> manifests, IReadOnlyList<PlatformSourceFile> files, IReadOnlyList<PlatformIssue> issues)
    {
        _files = files;
        Manifests = manifests;
        SourceIssues = issues;
        Issues = [.. issues.Select(static issue => new PlatformFileIssue(issue))];
        Platforms = [.. manifests.Select(static manifest => new PlatformDescriptor(manifest))];
    }

    /// <summary>The platforms, in the ordinal order of their ids. A file of which nothing can be made gives none, and an issue that says why.</summary>
    public IReadOnlyList<PlatformDescriptor> Platforms { get; }

    /// <summary>What is wrong with the files, or was left out of their statements.</summary>
    public IReadOnlyList<PlatformFileIssue> Issues { get; }

    internal IReadOnlyList<PlatformManifest> Manifests { get; }

    internal IReadOnlyList<PlatformIssue> SourceIssues { get; }

    /// <summary>The platforms, where no file has an error.</summary>
    /// <returns><see cref="Platforms"/>.</returns>
    /// <exception cref="PlatformFileException">There is an error. A platform that is missing would be a server that is silently not asked.</exception>
    public IReadOnlyList<PlatformDescriptor> GetPlatforms() =>
        Issues.Any(static issue => issue.IsError) || (Platforms.Count < _files.Count && Issues.Count > 0) ? throw new PlatformFileException(Issues) : Platforms;

    /// <summary>What is wrong with the files of one platform: its own, those of the platforms among them that it extends, and their statements.</summary>
    internal IEnumerable<PlatformIssue> IssuesOf(string id)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var current = id; current is not null && ids.Add(current);)
        {
            var files = _files.Where(file => file.Id == current).ToArray();
            paths.UnionWith(files.SelectMany(static file => file.Paths));
            current = files.Select(static file => file.Source?.File.Extends).FirstOrDefault(static parent => parent is not null);
        }

        return SourceIssues.Where(issue => paths.Contains(issue.File));
    }
}
