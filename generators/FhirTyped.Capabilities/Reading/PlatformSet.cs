using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Makes the manifests of several platform files that may extend each other, or platforms from elsewhere.</summary>
public sealed class PlatformSet
{
    private readonly Dictionary<string, PlatformSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlatformManifest?> _built = new(StringComparer.Ordinal);
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private readonly Func<string, PlatformManifest?> _findElsewhere;
    private readonly List<PlatformIssue> _issues;

    private PlatformSet(Func<string, PlatformManifest?> findElsewhere, List<PlatformIssue> issues)
    {
        _findElsewhere = findElsewhere;
        _issues = issues;
    }

    /// <summary>Builds every manifest.</summary>
    /// <param name="sources">The platform files.</param>
    /// <param name="findElsewhere">Finds a platform that is not among them, by its id; null where there is none.</param>
    /// <param name="issues">Receives what is wrong.</param>
    /// <returns>The manifests, in the ordinal order of their ids. A platform with an unusable parent or statement is missing.</returns>
    public static IReadOnlyList<PlatformManifest> Build(
        IEnumerable<PlatformSource> sources, Func<string, PlatformManifest?> findElsewhere, List<PlatformIssue> issues)
    {
        var set = new PlatformSet(findElsewhere, issues);
        var ids = new List<string>();
        foreach (var source in sources)
        {
            if (set._sources.ContainsKey(source.File.Id))
            {
                issues.Add(new(PlatformIssueIds.DuplicatePlatform, "The platform id '" + source.File.Id + "' is taken by "
                    + set._sources[source.File.Id].File.Path + ".", source.File.Path, source.File.IdPosition));
                continue;
            }

            set._sources.Add(source.File.Id, source);
            ids.Add(source.File.Id);
        }

        ids.Sort(StringComparer.Ordinal);
        var manifests = new List<PlatformManifest>();
        var byClass = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (set.Find(id) is not { } manifest)
            {
                continue;
            }

            if (byClass.TryGetValue(manifest.ClassName, out var other))
            {
                var file = set._sources[id].File;
                issues.Add(new(PlatformIssueIds.DuplicatePlatform, "'" + id + "' and '" + other + "' have one class name, "
                    + manifest.ClassName + ": give one of them a class_name.", file.Path, file.IdPosition));
                continue;
            }

            byClass.Add(manifest.ClassName, id);
            manifests.Add(manifest);
        }

        return manifests;
    }

    private PlatformManifest? Find(string id)
    {
        if (_built.TryGetValue(id, out var known))
        {
            return known;
        }

        if (!_sources.TryGetValue(id, out var source))
        {
            return _findElsewhere(id);
        }

        _underWay.Add(id);
        var manifest = Build(source);
        _underWay.Remove(id);
        _built[id] = manifest;
        return manifest;
    }

    private PlatformManifest? Build(PlatformSource source)
    {
        var file = source.File;
        PlatformManifest? parent = null;
        if (file.Extends is { } parentId)
        {
            if (_underWay.Contains(parentId))
            {
                return Refuse(file, "'" + file.Id + "' extends '" + parentId + "', which extends it in turn: the chain runs in a circle.");
            }

            parent = Find(parentId);
            if (parent is null)
            {
                return _sources.ContainsKey(parentId) ? null : Refuse(file, "There is no platform '" + parentId + "' that '" + file.Id + "' could extend.");
            }
        }

        return ManifestBuilder.Build(file, parent, source.Statement, _issues);
    }

    private PlatformManifest? Refuse(PlatformFile file, string message)
    {
        _issues.Add(new(PlatformIssueIds.UnknownParent, message, file.Path, file.ExtendsPosition));
        return null;
    }
}
