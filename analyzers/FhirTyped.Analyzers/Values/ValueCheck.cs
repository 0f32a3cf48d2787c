using System;
using System.Collections.Immutable;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>What can be said of single values by the standard alone, however the search is written.</summary>
internal static class ValueCheck
{
    private static readonly ImmutableHashSet<string> AmbiguousCodes = ImmutableHashSet.Create(new[]
    {
        "code", "combo-code", "combo-value-concept", "component-code", "component-value-concept", "identifier", "reason-code", "value-concept", "vaccine-code",
    });

    /// <summary>FHT1201: why a code without a system is doubtful; null where it is not, or where the judge says so already.</summary>
    public static string? CodeWithoutSystem(PlatformFacts platform, string resourceType, string parameter, SearchValue code)
    {
        if (!AmbiguousCodes.Contains(parameter))
        {
            return null;
        }

        var isAsked = platform.AskAll(judge => judge.JudgeSearch(new SearchQuery(resourceType, new(new[]
        {
            new SearchCriterion { Name = parameter, Values = new(new[] { code }) },
        })))).ContainsId(CapabilityIds.SystemRequired);
        return isAsked
            ? null
            : "'" + parameter + "' is searched by a code without its system: the same code means something else in another. Give the system before the code.";
    }

    /// <summary>FHT1202: why a system and its code cannot be right, and the right system where it is the system; null where they can.</summary>
    public static (string Message, string? RightSystem)? SystemAndCode(string resourceType, string parameter, string system, string? code)
    {
        if (R4RequiredCodes.Of(resourceType, parameter) is not null)
        {
            // The judge knows the one system of these codes.
            return null;
        }

        if (Codes.Correct(system) is var (right, name))
        {
            return ("This is not the address of " + name + ": it is '" + right + "', to the letter, and nothing else matches.", right);
        }

        return system == Codes.Loinc && code is not null && (!Codes.LooksLikeLoinc(code) || !Codes.HasLoincCheckDigit(code))
            && !code.StartsWith("LA", StringComparison.Ordinal) && !code.StartsWith("LP", StringComparison.Ordinal)
            ? ("This is no LOINC code: its check digit, the one behind the hyphen, does not fit the others.", null)
            : null;
    }

    /// <summary>FHT1204: the resource types among which an id without a type leaves the choice; null where it leaves none.</summary>
    public static EquatableArray<string>? TargetsOfBareId(string resourceType, string parameter, string text) =>
        text.Length > 0 && text.IndexOf('/') < 0 && text.IndexOf(':') < 0
        && R4Definitions.FindSearchParameter(resourceType, parameter) is { } known && (known.PossibleTargets.Count > 1 || known.PossibleTargets.Contains("*"))
            ? known.PossibleTargets
            : null;

    /// <summary>The targets in words.</summary>
    public static string Describe(EquatableArray<string> targets) => targets.Contains("*") ? "any resource type" : string.Join(", ", targets);
}
