using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>What is known of a resource type, found once: the statement's part, the rules that speak of it, and what both say of each parameter.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class JudgedType
{
    private readonly PlatformManifest _manifest;

    // There is no more in it than R4 and the platform have parameters.
    private readonly ConcurrentDictionary<string, JudgedParameter> _parameters = new(StringComparer.Ordinal);

    public JudgedType(PlatformManifest manifest, string name)
    {
        _manifest = manifest;
        Name = name;
        Resource = manifest.FindResource(name);
        var rules = new List<PlatformRule>();
        foreach (var rule in manifest.Rules)
        {
            if (rule.AppliesTo(name))
            {
                rules.Add(rule);
            }
        }

        Rules = rules.ToArray();
    }

    /// <summary>The type.</summary>
    public string Name { get; }

    /// <summary>What the platform declares of it; null where it does not have it.</summary>
    public ResourceCapability? Resource { get; }

    /// <summary>The rules that speak of it, in the order of the file.</summary>
    public PlatformRule[] Rules { get; }

    /// <summary>What is known of a parameter.</summary>
    public JudgedParameter Find(string name)
    {
        if (_parameters.TryGetValue(name, out var known))
        {
            return known;
        }

        var parameter = new JudgedParameter(this, name);

        // Any other text is whatever somebody wrote, and would be kept for ever.
        return parameter.Declared is null && parameter.OfR4 is null ? parameter : _parameters.GetOrAdd(name, parameter);
    }

    /// <summary>The parameter as it is declared for the type, or for the whole system; null where it is not.</summary>
    public SearchParameterCapability? FindDeclared(string name)
    {
        if (Resource?.FindSearchParameter(name) is { } own)
        {
            return own;
        }

        if (Resource is not null)
        {
            foreach (var parameter in _manifest.SystemSearchParameters)
            {
                if (parameter.Name == name)
                {
                    return parameter;
                }
            }
        }

        return null;
    }

    /// <summary>A rule; one of the resource type stands before one of all types.</summary>
    public PlatformRule? FindRule(RuleVerb verb)
    {
        PlatformRule? general = null;
        foreach (var rule in Rules)
        {
            if (rule.Verb != verb)
            {
                continue;
            }

            if (rule.ResourceType != "*")
            {
                return rule;
            }

            general = rule;
        }

        return general;
    }

    /// <summary>What a rule says of a parameter; one of the resource type stands before one of all types.</summary>
    public (PlatformRule Rule, RuleClause Clause)? FindClause(RuleVerb verb, string parameter)
    {
        (PlatformRule, RuleClause)? general = null;
        foreach (var rule in Rules)
        {
            if (rule.Verb != verb)
            {
                continue;
            }

            foreach (var clause in rule.Clauses)
            {
                if (clause.Parameter == parameter)
                {
                    if (rule.ResourceType != "*")
                    {
                        return (rule, clause);
                    }

                    general ??= (rule, clause);
                }
            }
        }

        return general;
    }
}
