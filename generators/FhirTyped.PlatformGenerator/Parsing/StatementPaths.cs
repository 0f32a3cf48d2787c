using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>The paths of the CapabilityStatements that platform files name. Only text: a generator must not touch the file system.</summary>
internal static class StatementPaths
{
    /// <summary>Every path that is named, in ordinal order, each once.</summary>
    public static EquatableArray<string> Find(ImmutableArray<ParsedPlatformFile> files)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file.File?.Statement is { } statement)
            {
                paths.Add(Resolve(file.Path, statement));
            }
        }

        return new(paths);
    }

    /// <summary>A path that stands in a file, as a path of its own.</summary>
    public static string Resolve(string file, string relative)
    {
        var path = Normalize(relative);
        var isAbsolute = path.StartsWith("/", StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':');
        var folder = Normalize(file);
        return isAbsolute ? path : Normalize(folder.Substring(0, folder.LastIndexOf('/') + 1) + path);
    }

    /// <summary>The path with <c>/</c> as its separator and without <c>.</c> and <c>..</c>.</summary>
    public static string Normalize(string path)
    {
        path = path.Replace('\\', '/');
        if (path.IndexOf("./", StringComparison.Ordinal) < 0)
        {
            return path;
        }

        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
