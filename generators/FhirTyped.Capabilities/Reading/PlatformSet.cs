using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Makes the manifests of several platform files that may extend each other, or platforms from elsewhere.</summary>
internal static class PlatformSet
{
    /// <summary>Builds every manifest.</summary>
    /// <param name="sources">The platform files. Where two have one id or one class name, the first one counts.</param>
    /// <param name="findElsewhere">Finds a platform that is not among them, by its id; null where there is none.</param>
    /// <param name="issues">Receives what is wrong.</param>
    /// <returns>
    /// The manifests, in the ordinal order of their ids. A platform with an unusable name, parent or statement is missing.
    /// </returns>
    public static IReadOnlyList<PlatformManifest> Build(
        IEnumerable<PlatformSource> sources, Func<string, PlatformManifest?> findElsewhere, List<PlatformIssue> issues)
    {
        var files = new List<PlatformFile>();
        var byPath = new Dictionary<string, PlatformSource>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            files.Add(source.File);
            byPath[source.File.Path] = source;
        }

        var elsewhere = new Dictionary<string, PlatformManifest?>(StringComparer.Ordinal);
        var manifests = new SortedDictionary<string, PlatformManifest>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (PlatformClassNames.FindProblem(file, files) is { } problem)
            {
                issues.Add(problem);
            }
            else if (PlatformChain.Follow(file, files, id => FindElsewhere(id) is not null, issues) is { } chain
                && ManifestBuilder.Build(SourcesOf(chain), chain.RootId is { } root ? FindElsewhere(root) : null, issues) is { } manifest)
            {
                manifests[file.Id] = manifest;
            }
        }

        return new List<PlatformManifest>(manifests.Values);

        PlatformManifest? FindElsewhere(string id)
        {
            if (!elsewhere.TryGetValue(id, out var found))
            {
                elsewhere[id] = found = findElsewhere(id);
            }

            return found;
        }

        List<PlatformSource> SourcesOf(PlatformChain chain)
        {
            var layers = new List<PlatformSource>(chain.Files.Count);
            foreach (var file in chain.Files)
            {
                layers.Add(byPath[file.Path]);
            }

            return layers;
        }
    }
}
