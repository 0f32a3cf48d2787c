using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
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
            return new(parsed.Path, default, null, default, null);
        }

        var issues = new List<PlatformIssue>();
        if (PlatformClassNames.FindProblem(file, project.Platforms) is { } problem)
        {
            issues.Add(problem);
            return new(file.Path, default, null, new(issues), null);
        }

        FindMissingStatement(file, project, issues);
        if (PlatformChain.Follow(file, project.Platforms, id => FindReferenced(id, referenced) is not null, issues) is not { } chain)
        {
            return new(file.Path, default, null, new(issues), null);
        }

        var layers = new List<PlatformSource>(chain.Files.Count);
        foreach (var layer in chain.Files)
        {
            layers.Add(new(layer, StatementOf(layer, project)));
        }

        var rootPlatform = chain.RootId is { } root ? FindReferenced(root, referenced) : null;
        return new(file.Path, new(layers), rootPlatform, new(issues), FindParent(chain, rootPlatform, project));
    }

    private static ParentPlatform? FindParent(PlatformChain chain, ReferencedPlatform? root, ProjectFiles project)
    {
        var layers = chain.Files.Count - 1;
        if (layers == 0)
        {
            return root is { TypeName.Length: > 0 } ? new(root.TypeName, 0) : null;
        }

        // A class that is not emitted for its name cannot be derived from.
        return PlatformClassNames.FindProblem(chain.Files[layers - 1], project.Platforms) is null ? new("", layers) : null;
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
}
