using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>
/// Chooses among the additional files by their paths alone, so that no other file is ever read. What it returns is in ordinal
/// order and holds each path once, whatever the order in which the build lists the files.
/// </summary>
internal static class PlatformTexts
{
    /// <summary>The platform files.</summary>
    public static IEnumerable<AdditionalText> SelectPlatformFiles(ImmutableArray<AdditionalText> texts)
    {
        var byPath = new SortedDictionary<string, AdditionalText>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (PlatformFileReader.IsPlatformFile(text.Path))
            {
                byPath[StatementPaths.Normalize(text.Path)] = text;
            }
        }

        return byPath.Values;
    }

    /// <summary>Whether there is a platform file.</summary>
    public static bool HasPlatformFile(ImmutableArray<AdditionalText> texts)
    {
        foreach (var text in texts)
        {
            if (PlatformFileReader.IsPlatformFile(text.Path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The files at the given paths.</summary>
    public static IEnumerable<AdditionalText> SelectStatements(ImmutableArray<AdditionalText> texts, EquatableArray<string> paths)
    {
        var wanted = new HashSet<string>(paths, StringComparer.Ordinal);
        var byPath = new SortedDictionary<string, AdditionalText>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var path = StatementPaths.Normalize(text.Path);
            if (wanted.Contains(path))
            {
                byPath[path] = text;
            }
        }

        return byPath.Values;
    }
}
