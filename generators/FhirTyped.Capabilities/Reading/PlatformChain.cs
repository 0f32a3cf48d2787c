using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The files that a platform is made of, as <c>extends</c> names them.</summary>
/// <param name="Files">From the farthest platform that it extends to its own file.</param>
/// <param name="RootId">The id of the platform from elsewhere that the first file extends, or null.</param>
internal sealed record PlatformChain(IReadOnlyList<PlatformFile> Files, string? RootId)
{
    /// <summary>Follows <c>extends</c>.</summary>
    /// <param name="file">The platform's own file.</param>
    /// <param name="files">All files. Where two have one id, the first one counts.</param>
    /// <param name="isElsewhere">Whether there is a platform of an id that is not among them.</param>
    /// <param name="issues">Receives what is wrong with the file itself: what is wrong farther up is reported there.</param>
    /// <returns>The files, or null where one is missing or they run in a circle.</returns>
    public static PlatformChain? Follow(
        PlatformFile file, IReadOnlyList<PlatformFile> files, Func<string, bool> isElsewhere, List<PlatformIssue> issues)
    {
        var chain = new List<PlatformFile> { file };
        var current = file;
        while (current.Extends is { } parentId)
        {
            if (Find(files, parentId) is not { } parent)
            {
                if (isElsewhere(parentId))
                {
                    break;
                }

                if (chain.Count == 1)
                {
                    issues.Add(UnknownParent(file, parentId, files));
                }

                return null;
            }

            if (IndexOf(chain, parent) is >= 0 and var start)
            {
                // Files that only lead into a circle are silent: the circle itself is reported, once per member.
                if (start == 0)
                {
                    issues.Add(Circle(file, chain));
                }

                return null;
            }

            chain.Add(parent);
            current = parent;
        }

        chain.Reverse();
        return new(chain, current.Extends);
    }

    /// <summary>The file of a platform's id, or null.</summary>
    public static PlatformFile? Find(IReadOnlyList<PlatformFile> files, string id)
    {
        foreach (var file in files)
        {
            if (file.Id == id)
            {
                return file;
            }
        }

        return null;
    }

    private static PlatformIssue UnknownParent(PlatformFile file, string parentId, IReadOnlyList<PlatformFile> files)
    {
        var ids = new List<string>();
        foreach (var other in files)
        {
            if (other.Id != file.Id)
            {
                ids.Add(other.Id);
            }
        }

        var nearest = NearestName.Find(parentId, ids);
        return new(PlatformIssueIds.UnknownParent,
            "'" + file.Id + "' extends '" + parentId + "', which no platform file has, and no platform that is built in or referenced"
                + (nearest is null ? "." : "; did you mean '" + nearest + "'?"),
            file.Path, file.ExtendsPosition);
    }

    private static PlatformIssue Circle(PlatformFile file, List<PlatformFile> chain)
    {
        var path = "";
        foreach (var member in chain)
        {
            path += member.Id + " -> ";
        }

        return new(PlatformIssueIds.UnknownParent, "'extends' runs in a circle: " + path + file.Id + ".", file.Path, file.ExtendsPosition);
    }

    private static int IndexOf(List<PlatformFile> chain, PlatformFile file)
    {
        for (var i = 0; i < chain.Count; i++)
        {
            if (chain[i].Path == file.Path)
            {
                return i;
            }
        }

        return -1;
    }
}
