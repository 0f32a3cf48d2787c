using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>
/// Gives each platform what it needs of the other files, and no more: so an edit of one file changes only the platforms that
/// are made of it. It only looks things up; the work is the next step's.
/// </summary>
internal static class PlatformLinker
{
    /// <summary>Puts the project's files together.</summary>
    public static ProjectFiles Index(ImmutableArray<ParsedPlatformFile> files, ImmutableArray<ParsedStatement> statements)
    {
        var platforms = new List<PlatformFile>(files.Length);
        foreach (var file in files)
        {
            if (file.File is { } platform)
            {
                platforms.Add(platform);
            }
        }

        return new(new(platforms), new(statements));
    }

    /// <summary>Looks up what a platform is made of.</summary>
    public static LinkedPlatform Link(ParsedPlatformFile parsed, ProjectFiles project, EquatableArray<ReferencedPlatform> referenced)
    {
        if (parsed.File is not { } file)
        {
            return new(parsed.Path, default, null, default);
        }

        var issues = new List<PlatformIssue>();
        if (FindDuplicate(file, project) is { } duplicate)
        {
            issues.Add(duplicate);
            return new(file.Path, default, null, new(issues));
        }

        if (IsMemberName(ClassNameOf(file)))
        {
            issues.Add(new(PlatformIssueIds.InvalidFile,
                "The class name '" + ClassNameOf(file) + "' is also the name of one of the class's own members: choose another class_name.",
                file.Path, file.IdPosition));
            return new(file.Path, default, null, new(issues));
        }

        FindMissingStatement(file, project, issues);
        var layers = new List<PlatformLayer>();
        ReferencedPlatform? root = null;
        var isComplete = true;
        for (var current = file; current is not null;)
        {
            layers.Add(new(current, StatementOf(current, project)));
            if (current.Extends is not { } parentId)
            {
                break;
            }

            var parent = project.FindPlatform(parentId);
            root = parent is null ? FindReferenced(parentId, referenced) : null;
            if (parent is null && root is null)
            {
                ReportIfOwn(file, current, UnknownParent(current, project, parentId), issues);
                isComplete = false;
            }
            else if (parent is not null && IndexOf(layers, parent) is >= 0 and var start)
            {
                // Files that only lead into a circle are silent: the circle itself is reported, once per member.
                if (start == 0)
                {
                    issues.Add(Circle(file, layers));
                }

                isComplete = false;
                parent = null;
            }

            current = parent;
        }

        layers.Reverse();
        return new(file.Path, isComplete ? new(layers) : default, isComplete ? root : null, new(issues));
    }

    private static CapabilityStatementFacts? StatementOf(PlatformFile file, ProjectFiles project) =>
        file.Statement is { } statement ? project.FindStatement(StatementPaths.Resolve(file.Path, statement))?.Facts : null;

    private static void FindMissingStatement(PlatformFile file, ProjectFiles project, List<PlatformIssue> issues)
    {
        if (file.Statement is { } statement && project.FindStatement(StatementPaths.Resolve(file.Path, statement)) is null)
        {
            issues.Add(new(PlatformIssueIds.InvalidStatement,
                "The CapabilityStatement '" + statement + "' was not found. Put it beside the platform file, or add it to AdditionalFiles.",
                file.Path, file.StatementPosition));
        }
    }

    private static PlatformIssue? FindDuplicate(PlatformFile file, ProjectFiles project)
    {
        foreach (var other in project.Platforms)
        {
            if (other.Path == file.Path)
            {
                return null;
            }

            if (other.Id == file.Id)
            {
                return Duplicate(file, "The id '" + file.Id + "'", other);
            }

            // Case does not tell two classes apart: on some systems their files would be one.
            if (IsSameClass(ClassNameOf(other), ClassNameOf(file)))
            {
                return Duplicate(file, "The class name '" + ClassNameOf(file) + "'", other);
            }
        }

        return null;
    }

    private static PlatformIssue Duplicate(PlatformFile file, string what, PlatformFile other) => new(
        PlatformIssueIds.DuplicatePlatform,
        what + " is already that of '" + other.Id + "' in " + ShortPath(other.Path) + ": give this platform another one.",
        file.Path,
        file.IdPosition);

    private static bool IsSameClass(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one + ReferencesEmitter.ExtensionsSuffix, other, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one, other + ReferencesEmitter.ExtensionsSuffix, StringComparison.OrdinalIgnoreCase);

    private static string ClassNameOf(PlatformFile file) => file.ClassName ?? CSharpNames.Pascal(file.Id);

    /// <summary>Whether a platform class has a member of that name: C# allows none with the name of the class itself.</summary>
    private static bool IsMemberName(string className)
    {
        foreach (var suffix in new[] { "", "Endpoint", "Query" })
        {
            if (className.EndsWith(suffix, StringComparison.Ordinal)
                && R4Definitions.IsResourceType(className.Substring(0, className.Length - suffix.Length)))
            {
                return true;
            }
        }

        return className is "Descriptor" or "Batch" or "Transaction" or ReferencesEmitter.TargetsClass;
    }

    private static string ShortPath(string path)
    {
        var name = path.LastIndexOf('/');
        return name <= 0 ? path : path.Substring(path.LastIndexOf('/', name - 1) + 1);
    }

    private static ReferencedPlatform? FindReferenced(string id, EquatableArray<ReferencedPlatform> referenced)
    {
        foreach (var platform in referenced)
        {
            if (platform.Id == id)
            {
                return platform;
            }
        }

        return null;
    }

    private static PlatformIssue UnknownParent(PlatformFile file, ProjectFiles project, string parent)
    {
        var ids = new List<string>();
        foreach (var platform in project.Platforms)
        {
            if (platform.Id != file.Id)
            {
                ids.Add(platform.Id);
            }
        }

        var nearest = NearestName.Find(parent, ids);
        return new(PlatformIssueIds.UnknownParent,
            "'" + file.Id + "' extends '" + parent + "', which no platform file of this project and no referenced assembly has"
                + (nearest is null ? "." : "; did you mean '" + nearest + "'?"),
            file.Path, file.ExtendsPosition);
    }

    private static PlatformIssue Circle(PlatformFile file, List<PlatformLayer> layers)
    {
        var path = "";
        foreach (var layer in layers)
        {
            path += layer.File.Id + " -> ";
        }

        return new(PlatformIssueIds.UnknownParent, "'extends' runs in a circle: " + path + file.Id + ".", file.Path, file.ExtendsPosition);
    }

    /// <summary>A file's own mistake is reported at that file, once, and not again for each that extends it.</summary>
    private static void ReportIfOwn(PlatformFile file, PlatformFile current, PlatformIssue issue, List<PlatformIssue> issues)
    {
        if (current.Path == file.Path)
        {
            issues.Add(issue);
        }
    }

    private static int IndexOf(List<PlatformLayer> layers, PlatformFile file)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].File.Path == file.Path)
            {
                return i;
            }
        }

        return -1;
    }
}
