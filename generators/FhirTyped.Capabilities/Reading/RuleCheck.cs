using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Checks that a rule speaks of things that exist.</summary>
internal static class RuleCheck
{
    /// <summary>What is wrong with a rule, or null.</summary>
    public static string? FindProblem(PlatformRule rule, PlatformManifest manifest)
    {
        // A guide does not list every type that a server has, so there a rule may speak of any type of R4.
        if (rule.ResourceType != "*" && manifest.FindResource(rule.ResourceType) is null
            && !(manifest.Origin.Kind == StatementKind.Assumed && R4Definitions.IsResourceType(rule.ResourceType)))
        {
            return "The rule is about " + rule.ResourceType + ", which '" + manifest.Id + "' does not support.";
        }

        foreach (var parameter in ParametersOf(rule))
        {
            if (!IsDeclared(rule, manifest, parameter)
                && (rule.ResourceType == "*" || R4Definitions.FindSearchParameter(rule.ResourceType, parameter) is null))
            {
                return "'" + parameter + "' is not a search parameter of "
                    + (rule.ResourceType == "*" ? "any resource type" : rule.ResourceType) + " on '" + manifest.Id + "' or in FHIR R4.";
            }
        }

        return null;
    }

    /// <summary>
    /// The first parameter of a rule that FHIR knows and the platform does not declare, or null. What a server does by itself
    /// (<c>default</c>) it may do with a parameter that it does not let others use, and a guide's silence proves nothing.
    /// </summary>
    public static string? FindUnmatched(PlatformRule rule, PlatformManifest manifest)
    {
        if (rule.Verb != RuleVerb.Default && manifest.Origin.Kind != StatementKind.Assumed)
        {
            foreach (var parameter in ParametersOf(rule))
            {
                if (!IsDeclared(rule, manifest, parameter))
                {
                    return parameter;
                }
            }
        }

        return null;
    }

    /// <summary>The search parameters that a rule names.</summary>
    private static IEnumerable<string> ParametersOf(PlatformRule rule)
    {
        var names = RuleShapes.Of(rule.Verb).Names;
        foreach (var clause in rule.Clauses)
        {
            if ((names & RuleNames.Keys) != 0)
            {
                yield return clause.Parameter;

                if (clause.Other.Length > 0)
                {
                    yield return clause.Other;
                }
            }

            foreach (var value in (names & RuleNames.Values) != 0 ? clause.Values : EquatableArray<string>.Empty)
            {
                yield return value;
            }
        }
    }

    private static bool IsDeclared(PlatformRule rule, PlatformManifest manifest, string parameter)
    {
        if (parameter[0] == '_' || manifest.SystemSearchParameters.Find(parameter))
        {
            return true;
        }

        foreach (var resource in manifest.Resources)
        {
            if (rule.AppliesTo(resource.Type) && resource.FindSearchParameter(parameter) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Find(this EquatableArray<SearchParameterCapability> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
