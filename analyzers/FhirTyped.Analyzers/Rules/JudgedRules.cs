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

    public static readonly DiagnosticDescriptor Modifier =
        Rule.Error(CapabilityIds.Modifier, Categories.Capability, "Modifier not supported");

    public static readonly DiagnosticDescriptor Prefix =
        Rule.Error(CapabilityIds.Prefix, Categories.Capability, "Comparison prefix not supported");

    public static readonly DiagnosticDescriptor Sort =
        Rule.Warning(CapabilityIds.Sort, Categories.Capability, "Sort key not supported");

    public static readonly DiagnosticDescriptor Include =
        Rule.Error(CapabilityIds.Include, Categories.Capability, "Include not supported");

    public static readonly DiagnosticDescriptor Operation =
        Rule.Error(CapabilityIds.Operation, Categories.Capability, "Operation not supported");

    public static readonly DiagnosticDescriptor Chain =
        Rule.Warning(CapabilityIds.Chain, Categories.Capability, "Chain or _has not declared");

    public static readonly DiagnosticDescriptor Conditional =
        Rule.Error(CapabilityIds.Conditional, Categories.Capability, "Conditional request not supported");

    public static readonly DiagnosticDescriptor NotOnEvery =
        Rule.Error(CapabilityIds.NotOnEvery, Categories.Capability, "Not on every platform of a client of several");

    public static readonly DiagnosticDescriptor ResultParameter =
        Rule.Info(CapabilityIds.ResultParameter, Categories.Capability, "Result parameter not declared");

    public static readonly DiagnosticDescriptor Assumed =
        Rule.Warning(CapabilityIds.Assumed, Categories.Capability, "Platform only assumed from an implementation guide");

    public static readonly DiagnosticDescriptor RequiredCombination =
        Rule.Error(CapabilityIds.RequiredCombination, Categories.Relations, "Required combination of search parameters missing");

    public static readonly DiagnosticDescriptor IgnoredInCombination =
        Rule.Error(CapabilityIds.IgnoredInCombination, Categories.Relations, "Search parameter ignored in this combination");

    public static readonly DiagnosticDescriptor ActiveOnlyWith =
        Rule.Error(CapabilityIds.ActiveOnlyWith, Categories.Relations, "Search parameter active only with another");

    public static readonly DiagnosticDescriptor Excluded =
        Rule.Error(CapabilityIds.Excluded, Categories.Relations, "Search parameters exclude each other");

    public static readonly DiagnosticDescriptor Value =
        Rule.Error(CapabilityIds.Value, Categories.Relations, "Value not accepted");

    public static readonly DiagnosticDescriptor TooOften =
        Rule.Error(CapabilityIds.TooOften, Categories.Relations, "Search parameter given too often");

    public static readonly DiagnosticDescriptor Range =
        Rule.Warning(CapabilityIds.Range, Categories.Relations, "Empty or open range");

    public static readonly DiagnosticDescriptor OrOnly =
        Rule.Error(CapabilityIds.OrOnly, Categories.Relations, "Search parameter repeated where only a list works");

    public static readonly DiagnosticDescriptor DefaultApplied =
        Rule.Info(CapabilityIds.DefaultApplied, Categories.Relations, "Server applies a default");

    public static readonly DiagnosticDescriptor Count =
        Rule.Warning(CapabilityIds.Count, Categories.Relations, "Page size over the limit or ignored");

    public static readonly DiagnosticDescriptor NoFilter =
        Rule.Warning(CapabilityIds.NoFilter, Categories.Relations, "Search without a filter");

    public static readonly DiagnosticDescriptor SystemRequired =
        Rule.Warning(CapabilityIds.SystemRequired, Categories.Values, "Token without its system");

    public static readonly DiagnosticDescriptor EmptyValue =
        Rule.Error(CapabilityIds.EmptyValue, Categories.Values, "Empty value would drop the filter");

    public static readonly DiagnosticDescriptor ImpossibleValue =
        Rule.Warning(CapabilityIds.ImpossibleValue, Categories.Values, "Value that cannot match");

    public static readonly DiagnosticDescriptor Scope =
        Rule.Warning(CapabilityIds.Scope, Categories.Configuration, "Call that no scope covers");

    public static readonly DiagnosticDescriptor IncludeScope =
        Rule.Warning(CapabilityIds.IncludeScope, Categories.Configuration, "Include that needs a further scope");

    public static readonly DiagnosticDescriptor LongJob =
        Rule.Info(CapabilityIds.LongJob, Categories.Configuration, "Long job without a refresh token");

    public static readonly DiagnosticDescriptor ReviewDue =
        Rule.Warning(CapabilityIds.ReviewDue, Categories.Drift, "Platform whose facts are due for review");

    /// <summary>The rules about a member that the platform's class does not have.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfMembers { get; } = ImmutableArray.Create(new[]
    {
        Resource, Interaction, SearchParameter, Operation, Conditional, NotOnEvery, WriteRules.PatchKind, WriteRules.Transaction,
    });

    // As an array: a longer list of arguments would be a span, and with it a dependency on System.Memory.
    /// <summary>The rules about a search, however it is written.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfSearches { get; } = ImmutableArray.Create(new[]
    {
        Resource, Interaction, SearchParameter, Modifier, Prefix, Sort, Include, Chain, ResultParameter,
        RequiredCombination, IgnoredInCombination, ActiveOnlyWith, Excluded, Value, TooOften, Range, OrOnly, DefaultApplied, Count, NoFilter,
        SystemRequired, EmptyValue, ImpossibleValue, Scope, IncludeScope,
    });

    /// <summary>The rules about what the application asks of the authorization server.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfScopes { get; } = ImmutableArray.Create(Scope, LongJob);

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

    /// <summary>Whether one of some verdicts is of an id.</summary>
    public static bool ContainsId(this System.Collections.Generic.IReadOnlyList<CapabilityVerdict> verdicts, string id)
    {
        foreach (var verdict in verdicts)
        {
            if (verdict.Id == id)
            {
                return true;
            }
        }

        return false;
    }
}
