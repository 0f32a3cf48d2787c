using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules about searches that are written as text.</summary>
internal static class LiteralRules
{
    public static readonly DiagnosticDescriptor Concatenation = Rule.Error(
        "FHT1206", Categories.Values, "Value concatenated into a query",
        "A value is put into the query as it is: a '&', ',' or '|' in it changes the search. Write the query as one interpolated string for Search($\"…\"), which escapes its values.");

    public static readonly DiagnosticDescriptor UnknownName =
        Rule.Error("FHT1207", Categories.Values, "Unknown name in a literal query");

    public static readonly DiagnosticDescriptor OutdatedName = Rule.Warning(
        "FHT1208", Categories.Values, "Outdated spelling in a literal query", "'{0}' is of an earlier version of FHIR: R4 has {1}.");

    /// <summary>Every rule about text, those of searches in C# among them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        JudgedRules.OfSearches.AddRange(new[]
        {
            JudgedRules.Operation, JudgedRules.Conditional, WriteRules.Transaction, Concatenation, UnknownName, OutdatedName,
            ValueRules.WrongSystem, ValueRules.UntypedReference,
        });

    /// <summary>The rules about searches and requests of the Firely SDK, which escapes what it sends.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfFirely { get; } =
        JudgedRules.OfSearches.AddRange(new[]
        {
            JudgedRules.Operation, JudgedRules.Conditional, WriteRules.UpdateWithoutVersion, WriteRules.Transaction, UnknownName, OutdatedName,
            ValueRules.WrongSystem, ValueRules.UntypedReference,
        });
}
