using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>The values that a platform is known to accept of a search parameter, by its rules.</summary>
internal static class AcceptedValues
{
    /// <summary>All of them; empty where the platform lists none.</summary>
    public static IReadOnlyList<string> All(PlatformManifest manifest, string resourceType, string parameter)
    {
        foreach (var rule in manifest.Rules)
        {
            if (rule.Verb == RuleVerb.Values && rule.AppliesTo(resourceType))
            {
                foreach (var clause in rule.Clauses)
                {
                    if (clause.Parameter == parameter)
                    {
                        return [.. clause.Values];
                    }
                }
            }
        }

        return [];
    }

    /// <summary>The first of them; null where the platform lists none.</summary>
    public static string? First(PlatformManifest manifest, string resourceType, string parameter) => All(manifest, resourceType, parameter) is [var first, ..] ? first : null;
}
