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

        if (rule.Verb is RuleVerb.IfMatch or RuleVerb.SearchPost or RuleVerb.PagingHosts or RuleVerb.PageLinks or RuleVerb.IncludeScope)
        {
            return null;
        }

        foreach (var clause in rule.Clauses)
        {
            if ((clause.Parameter.Length > 0 && FindProblem(rule, manifest, clause.Parameter) is { } problem)
                || (clause.Other.Length > 0 && (problem = FindProblem(rule, manifest, clause.Other)) is not null))
            {
                return problem;
            }

            var namesParameters = clause.Parameter.Length == 0 || rule.Verb == RuleVerb.RequiresWith;
            foreach (var value in clause.Values)
            {
                if (namesParameters && (problem = FindProblem(rule, manifest, value)) is not null)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static string? FindProblem(PlatformRule rule, PlatformManifest manifest, string parameter)
    {
        if (parameter[0] == '_' || manifest.SystemSearchParameters.Find(parameter))
        {
            return null;
        }

        var resource = manifest.FindResource(rule.ResourceType);
        if (rule.ResourceType == "*")
        {
            foreach (var candidate in manifest.Resources)
            {
                if (candidate.FindSearchParameter(parameter) is not null)
                {
                    return null;
                }
            }
        }
        else if (resource?.FindSearchParameter(parameter) is not null
            || R4Definitions.FindSearchParameter(rule.ResourceType, parameter) is not null)
        {
            return null;
        }

        return "'" + parameter + "' is not a search parameter of "
            + (rule.ResourceType == "*" ? "any resource type" : rule.ResourceType) + " on '" + manifest.Id + "' or in FHIR R4.";
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
