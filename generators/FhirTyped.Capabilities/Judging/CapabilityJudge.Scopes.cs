using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// What this application asks of the authorization server, against what it does and what the platform takes. A server may grant
// more or less than it is asked for, so what a scope does not cover is undeclared.
public sealed partial class CapabilityJudge
{
    private const string ScopesField = "client.scopes of the platform file";

    /// <summary>Whether the scopes that the application asks for permit an interaction. Without any for clinical data nothing can be said.</summary>
    public CapabilityVerdict JudgeScope(string resourceType, FhirInteraction interaction)
    {
        var permission = SmartScope.PermissionOf(interaction);
        SmartScope? first = null;
        foreach (var scope in RequestedScopes())
        {
            if (permission == SmartScopePermissions.None || scope.Covers(resourceType, permission))
            {
                return CapabilityVerdict.Supported;
            }

            first ??= scope;
        }

        return first is null
            ? CapabilityVerdict.Supported
            : Verdict(CapabilitySupport.Undeclared, CapabilityIds.Scope, "No scope that is asked of " + Manifest.Name + " covers " + interaction.ToCode() + " on "
                + resourceType + ": add " + SmartScope.For(first.Context, resourceType, permission, first.Version), ScopesField, null);
    }

    /// <summary>Whether the scopes that the application asks for permit what a search includes, where a rule says which it takes.</summary>
    public IEnumerable<CapabilityVerdict> JudgeIncludeScopes(SearchQuery query)
    {
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            var criterion = query.Criteria[i];
            for (var j = 0; criterion.Name is "_include" or "_revinclude" && j < criterion.Values.Count; j++)
            {
                if (criterion.Values[j].Escaped is { } include && FindIncludeScope(query.ResourceType, include) is var (rule, clause) && !IsRequested(clause.Values[0]))
                {
                    yield return Verdict(CapabilitySupport.Undeclared, CapabilityIds.IncludeScope, Manifest.Name + " gives what " + criterion.Name + "="
                        + clause.Parameter + " names only to a client with the scope " + clause.Values[0], rule.Source, null) with { CriterionIndex = i, ValueIndex = j };
                }
            }
        }
    }

    /// <summary>Whether the scopes that the application asks for are of one syntax, and of one that the platform takes.</summary>
    /// <returns>What is wrong; the value index counts the scopes from 0.</returns>
    public IEnumerable<CapabilityVerdict> JudgeScopeSyntax() => JudgeScopeSyntax(Manifest.Client.Scopes);

    /// <summary>Whether scopes are of one syntax, and of one that the platform takes.</summary>
    /// <param name="scopes">The scopes that a client is about to ask for, in place of those of the platform file.</param>
    /// <returns>What is wrong; the value index counts the scopes from 0.</returns>
    public IEnumerable<CapabilityVerdict> JudgeScopeSyntax(IReadOnlyList<string> scopes)
    {
        var accepted = Manifest.OAuth.ScopeVersions;
        SmartScope? first = null;
        for (var i = 0; i < scopes.Count; i++)
        {
            if (SmartScope.Parse(scopes[i]) is not { } scope)
            {
                continue;
            }

            if (accepted.Count > 0 && !accepted.Contains(NameOf(scope.Version)))
            {
                yield return Verdict(CapabilitySupport.Undeclared, CapabilityIds.ScopeSyntax, "'" + scope + "' is a scope of SMART " + NameOf(scope.Version) + ", and "
                    + Manifest.Name + " takes those of " + string.Join(", ", accepted), "auth.scope_versions", null) with { ValueIndex = i };
            }
            else if (first is not null && first.Version != scope.Version)
            {
                yield return Verdict(CapabilitySupport.Undeclared, CapabilityIds.ScopeSyntax, "'" + scope + "' is a scope of SMART " + NameOf(scope.Version) + " and '" + first
                    + "' one of " + NameOf(first.Version) + ": ask for scopes of one syntax", ScopesField, null) with { ValueIndex = i };
                yield break;
            }

            first ??= scope;
        }
    }

    /// <summary>Whether the application can go on when its access token has expired and no user is there.</summary>
    public CapabilityVerdict JudgeUnattendedUse()
    {
        var needsUser = false;
        foreach (var scope in RequestedScopes())
        {
            if (scope.Context == SmartScopeContext.System)
            {
                return CapabilityVerdict.Supported;
            }

            needsUser = true;
        }

        return !needsUser || Manifest.Client.Scopes.Contains("offline_access")
            ? CapabilityVerdict.Supported
            : Verdict(CapabilitySupport.Undeclared, CapabilityIds.LongJob, "This can outlast the access token"
                + (Manifest.OAuth.TokenLifetime > 0 ? ", which lives " + Manifest.OAuth.TokenLifetime + " seconds" : "") + ", and " + Manifest.Name
                + " is not asked for a refresh token: add offline_access, or use a backend service with system/ scopes", ScopesField, null);
    }

    /// <summary>Whether the platform takes a way by which a client proves who it is (RFC 7591, section 2).</summary>
    public CapabilityVerdict JudgeClientAuthentication(string method)
    {
        var accepted = Manifest.OAuth.TokenEndpointAuthenticationMethods;
        return accepted.Count == 0 || accepted.Contains(method)
            ? CapabilityVerdict.Supported
            : Unsupported(CapabilityIds.ClientAuthentication, Manifest.Name + " does not take the client authentication '" + method + "': it takes "
                + string.Join(", ", accepted), NearestName.Find(method, accepted));
    }

    private static string NameOf(SmartScopeVersion version) => version == SmartScopeVersion.V1 ? "v1" : "v2";

    private IEnumerable<SmartScope> RequestedScopes()
    {
        foreach (var text in Manifest.Client.Scopes)
        {
            if (SmartScope.Parse(text) is { } scope)
            {
                yield return scope;
            }
        }
    }

    private (PlatformRule Rule, RuleClause Clause)? FindIncludeScope(string resourceType, string include)
    {
        foreach (var rule in Manifest.Rules)
        {
            if (rule.Verb != RuleVerb.IncludeScope || !rule.AppliesTo(resourceType))
            {
                continue;
            }

            foreach (var clause in rule.Clauses)
            {
                // A rule may leave the target type out.
                if (clause.Parameter == include || include.StartsWith(clause.Parameter + ":", StringComparison.Ordinal))
                {
                    return (rule, clause);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a scope that a rule names is asked for; a rule may leave the context out.</summary>
    private bool IsRequested(string named)
    {
        var isAny = !SmartScope.HasContext(named);
        if (SmartScope.Parse(isAny ? "user/" + named : named) is not { } needed)
        {
            return true;
        }

        var isSaid = false;
        foreach (var scope in RequestedScopes())
        {
            isSaid = true;

            // Letters of version 2 need not be all that version 1 calls "read".
            if ((isAny || scope.Context == needed.Context) && scope.Covers(needed.ResourceType, SmartScopePermissions.None)
                && (scope.Permissions & needed.Permissions) != 0)
            {
                return true;
            }
        }

        return !isSaid;
    }
}
