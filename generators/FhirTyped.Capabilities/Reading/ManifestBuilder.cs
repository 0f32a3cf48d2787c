using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Makes a platform's manifest from its file, its statement and the platform that it extends.</summary>
internal static class ManifestBuilder
{
    /// <summary>Builds the manifest of a platform out of all files that it is made of.</summary>
    /// <param name="layers">From the farthest platform that it extends to its own file.</param>
    /// <param name="root">The manifest of the platform from elsewhere that the first of them extends, or null.</param>
    /// <param name="issues">Receives what is wrong with the platform itself: what is wrong with one that it extends is reported there.</param>
    /// <returns>The manifest, or null where nothing says what the platform, or one that it extends, supports.</returns>
    public static PlatformManifest? Build(IReadOnlyList<PlatformSource> layers, PlatformManifest? root, List<PlatformIssue> issues)
    {
        var manifest = root;
        for (var i = 0; i < layers.Count; i++)
        {
            var isOwn = i == layers.Count - 1;
            manifest = Build(layers[i].File, manifest, layers[i].Statement, isOwn ? issues : new List<PlatformIssue>());
            if (manifest is null)
            {
                return null;
            }
        }

        return manifest;
    }

    /// <summary>Builds the manifest.</summary>
    /// <param name="file">The platform file.</param>
    /// <param name="parent">The manifest of the platform that it extends, or null.</param>
    /// <param name="statement">The facts of its own CapabilityStatement, or null.</param>
    /// <param name="issues">Receives what is wrong.</param>
    /// <returns>The manifest, or null where nothing says what the platform supports.</returns>
    public static PlatformManifest? Build(
        PlatformFile file, PlatformManifest? parent, CapabilityStatementFacts? statement, List<PlatformIssue> issues)
    {
        var basis = Basis(file, parent, statement, issues);
        if (basis is null)
        {
            return null;
        }

        var name = file.Name ?? (parent is null ? CSharpNames.Pascal(file.Id) : Words(file.Id));
        var manifest = basis with
        {
            Id = file.Id,
            Name = name,
            ClassName = PlatformClassNames.Of(file),
            Type = file.Type ?? basis.Type,
            FhirBaseUrl = file.FhirBaseUrl ?? parent?.FhirBaseUrl ?? BaseUrlOf(file, statement),
            SandboxUrl = file.SandboxUrl ?? basis.SandboxUrl,
            AllowsUnencrypted = file.AllowsUnencrypted || (basis.AllowsUnencrypted && file.FhirBaseUrl is null && file.SandboxUrl is null),
            ReviewAfter = file.ReviewAfter ?? basis.ReviewAfter,
            Limits = PlatformInheritance.Merge(basis.Limits, file.Limits),
            OAuth = PlatformInheritance.Merge(basis.OAuth, file.OAuth),
            Client = PlatformInheritance.Merge(basis.Client, file.Client),
            ClientHeaders = PlatformInheritance.Merge(basis.ClientHeaders, file.ClientHeaders),
            Resources = Restrict(basis.Resources, file.SupportedResources),
        };
        CheckClient(file, new(manifest), issues);
        return manifest with { Rules = MergeRules(basis.Rules, file, manifest, issues) };
    }

    /// <summary>What the application asks for against what the platform takes; what is inherited was checked where it stands.</summary>
    private static void CheckClient(PlatformFile file, CapabilityJudge judge, List<PlatformIssue> issues)
    {
        if (file.Client is not { } client)
        {
            return;
        }

        foreach (var verdict in client.Scopes.Count > 0 ? judge.JudgeScopeSyntax() : Array.Empty<CapabilityVerdict>())
        {
            issues.Add(new(verdict.Id, verdict.Message, file.Path, file.ScopePositions[verdict.ValueIndex]));
        }

        if (client.Authentication.Length > 0 && judge.JudgeClientAuthentication(client.Authentication) is { IsSupported: false } refused)
        {
            issues.Add(new(refused.Id, refused.Message, file.Path, file.AuthenticationPosition));
        }
    }

    /// <summary>A statement's own address counts only where the file says nothing: it is often that of a sandbox.</summary>
    private static string BaseUrlOf(PlatformFile file, CapabilityStatementFacts? statement) =>
        file.SandboxUrl is null && statement is not null && Uri.TryCreate(statement.ImplementationUrl, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            ? statement.ImplementationUrl
            : "";

    private static PlatformManifest? Basis(
        PlatformFile file, PlatformManifest? parent, CapabilityStatementFacts? statement, List<PlatformIssue> issues)
    {
        if (statement is not null)
        {
            var basis = parent ?? new PlatformManifest { Id = file.Id, Name = file.Id, ClassName = file.Id };
            var kind = file.StatementKind ?? StatementKind.Declared;
            return basis with
            {
                Origin = new(kind, statement.Date, statement.Software,
                    kind == StatementKind.Assumed && file.ImplementationGuides.Count > 0 ? string.Join(", ", file.ImplementationGuides) : statement.Source),
                Resources = statement.Resources,
                PatchFormats = statement.PatchFormats,
                SystemInteractions = statement.SystemInteractions,
                SystemSearchParameters = statement.SystemSearchParameters,
                SystemOperations = statement.SystemOperations,
                LeftOut = statement.LeftOut,
                Rules = new(Concatenate(basis.Rules, statement.Rules)),
            };
        }

        if (parent is not null)
        {
            return parent;
        }

        if (file.Statement is not null || file.Extends is not null)
        {
            // Named, but missing or unreadable: that was reported where it was found, and nothing is assumed in its place.
            return null;
        }

        var assumed = AssumedStatements.For(file);
        if (assumed is null)
        {
            issues.Add(new(PlatformIssueIds.InvalidStatement,
                "Nothing says what '" + file.Id + "' supports: name a capability_statement, a platform that it extends, or its implementation_guides.",
                file.Path, file.IdPosition));
            return null;
        }

        issues.Add(new(PlatformIssueIds.Assumed,
            "'" + file.Id + "' has no CapabilityStatement: its support is assumed from " + assumed.Origin.Source + ". Capture the server's own, and name it as capability_statement.", file.Path, file.IdPosition));
        return assumed with { Id = file.Id };
    }

    private static EquatableArray<ResourceCapability> Restrict(EquatableArray<ResourceCapability> resources, EquatableArray<string> listed)
    {
        if (listed.Count == 0)
        {
            return resources;
        }

        var kept = new List<ResourceCapability>();
        foreach (var resource in resources)
        {
            if (listed.Contains(resource.Type))
            {
                kept.Add(resource);
            }
        }

        return kept.Count > 0 ? new(kept) : resources;
    }

    /// <summary>A file's own rules replace the inherited ones of the same resource type and verb; the others stay.</summary>
    private static EquatableArray<PlatformRule> MergeRules(
        EquatableArray<PlatformRule> inherited, PlatformFile file, PlatformManifest manifest, List<PlatformIssue> issues)
    {
        var own = new List<PlatformRule>();
        foreach (var placed in file.Rules)
        {
            if (RuleCheck.FindProblem(placed.Rule, manifest) is { } problem)
            {
                issues.Add(new(PlatformIssueIds.InvalidRule, problem, file.Path, placed.Position));
            }
            else
            {
                own.Add(placed.Rule);
                if (RuleCheck.FindUnmatched(placed.Rule, manifest) is { } parameter)
                {
                    issues.Add(new(PlatformIssueIds.UnmatchedRule, "The rule names '" + parameter + "', which " + manifest.Name + " does not declare for "
                        + placed.Rule.ResourceType + " (" + manifest.Origin.Describe() + "), so that part of it matches nothing: take it out.", file.Path, placed.Position));
                }
            }
        }

        var result = new List<PlatformRule>();
        foreach (var rule in inherited)
        {
            if (!own.Exists(o => o.ResourceType == rule.ResourceType && o.Verb == rule.Verb))
            {
                result.Add(rule);
            }
        }

        result.AddRange(own);
        return new(result);
    }

    private static List<PlatformRule> Concatenate(EquatableArray<PlatformRule> first, EquatableArray<PlatformRule> second)
    {
        var result = new List<PlatformRule>(first);
        result.AddRange(second);
        return result;
    }

    private static string Words(string id)
    {
        var words = id.Split('-');
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = CSharpNames.Pascal(words[i]);
        }

        return string.Join(" ", words);
    }
}
