using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules whose verdict is the judge's.</summary>
internal static class JudgedRules
{
    public static readonly DiagnosticDescriptor Resource =
        Rule.Error(CapabilityIds.Resource, Categories.Capability, "Resource type not supported");

    public static readonly DiagnosticDescriptor Interaction =
        Rule.Error(CapabilityIds.Interaction, Categories.Capability, "Interaction not supported");

    public static readonly DiagnosticDescriptor SearchParameter =
        Rule.Error(CapabilityIds.SearchParameter, Categories.Capability, "Search parameter not supported");

    public static readonly DiagnosticDescriptor RequiredCombination =
        Rule.Error(CapabilityIds.RequiredCombination, Categories.Relations, "Required combination of search parameters missing");

    /// <summary>The rules about a member that the platform's class does not have.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfMembers { get; } = ImmutableArray.Create(Resource, Interaction, SearchParameter);

    /// <summary>The rules about a search that is written in C#.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfSearches { get; } = ImmutableArray.Create(SearchParameter, RequiredCombination);

    /// <summary>The rule of a verdict, or null where no rule reports it.</summary>
    public static DiagnosticDescriptor? Find(ImmutableArray<DiagnosticDescriptor> rules, string id)
    {
        foreach (var rule in rules)
        {
            if (rule.Id == id)
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>
    /// A verdict as a diagnostic: an error where the platform contradicts the code, at most a warning where it only does not
    /// promise that it works. A severity that the user sets stands above both.
    /// </summary>
    public static Diagnostic Of(
        DiagnosticDescriptor rule, CapabilityVerdict verdict, Location location, ImmutableDictionary<string, string?>? properties = null)
    {
        var severity = verdict.Support == CapabilitySupport.Unsupported ? DiagnosticSeverity.Error
            : rule.DefaultSeverity == DiagnosticSeverity.Error ? DiagnosticSeverity.Warning
            : rule.DefaultSeverity;
        return Diagnostic.Create(rule, location, severity, additionalLocations: null, properties, verdict.Message);
    }
}
