using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules about single values of a search.</summary>
internal static class ValueRules
{
    public static readonly DiagnosticDescriptor WrongSystem =
        Rule.Warning("FHT1202", Categories.Values, "Wrong code system or code");

    public static readonly DiagnosticDescriptor LocalTime = Rule.Warning(
        "FHT1203", Categories.Values, "Local or zone-less time in a search",
        "A DateTime does not say for certain which moment is meant: its time zone is the machine's, or none. Use DateTimeOffset, or DateOnly for a day.");

    public static readonly DiagnosticDescriptor UntypedReference = Rule.Warning(
        "FHT1204", Categories.Values, "Reference without its type",
        "'{0}' of {1} can refer to {2}: an id alone does not say to which. Give the type before the id.");

    public static readonly DiagnosticDescriptor NotFetched = Rule.Warning(
        "FHT1209", Categories.Values, "Element that the search did not fetch",
        "The search asks {0} for {1} only: '{2}' of {3} is empty here, whether or not the server has it. Add it to what is fetched.");

    public static readonly DiagnosticDescriptor Subsetted =
        Rule.Error(CapabilityIds.Subsetted, Categories.Values, "Update with a resource that was fetched in part");

    public static readonly DiagnosticDescriptor NoSuchComparison = Rule.Error(
        "FHT1212", Categories.Values, "Comparison that the parameter does not have",
        "'{0}' is a {1} parameter and has no '{2}'; it has {3}");

    /// <summary>The rules about resources that were fetched in part.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfParts { get; } = ImmutableArray.Create(NotFetched, Subsetted);

    /// <summary>The rules.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(JudgedRules.SystemRequired, WrongSystem, LocalTime, UntypedReference);
}
