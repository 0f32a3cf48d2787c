using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules about searches that are written as text.</summary>
internal static class LiteralRules
{
    public static readonly DiagnosticDescriptor Concatenation =
        Rule.Error("FHT1206", Categories.Values, "Value concatenated into a query");

    public static readonly DiagnosticDescriptor UnknownName =
        Rule.Error("FHT1207", Categories.Values, "Unknown name or unreadable text in a literal query");

    public static readonly DiagnosticDescriptor OutdatedName = Rule.Warning(
        "FHT1208", Categories.Values, "Outdated spelling in a literal query", "'{0}' is of an earlier version of FHIR: R4 has {1}.");

    /// <summary>What <see cref="Concatenation"/> says of a value that nobody escapes.</summary>
    public const string Unescaped =
        "A value is put into the query as it is: a '&', ',' or '|' in it changes the search. Write the query as one interpolated string for Search($\"…\"), which escapes its values.";

    /// <summary>What <see cref="Concatenation"/> says of a value that is escaped for a form.</summary>
    public const string EscapedForAForm =
        "A form has '+' for a blank, and an address for a plus: a value with a blank would be searched for with a plus in it. Call Uri.EscapeDataString, or write the query as one interpolated string for Search($\"…\").";

    /// <summary>What <see cref="UnknownName"/> says of the fragment of an address.</summary>
    public const string Fragment =
        "What a '#' begins is the fragment of an address, which is never sent: the server would search without it. Write %23 where the sign itself is meant.";

    /// <summary>Every rule about text, those of searches in C# among them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        JudgedRules.OfSearches.AddRange(new[]
        {
            JudgedRules.Operation, JudgedRules.Conditional, WriteRules.Transaction, Concatenation, UnknownName, OutdatedName,
            ValueRules.WrongSystem, ValueRules.UntypedReference,
        });

    /// <summary>The rules about searches and requests of the Firely SDK, which escapes what it sends, but for whole addresses.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfFirely { get; } =
        JudgedRules.OfSearches.AddRange(new[]
        {
            JudgedRules.Operation, JudgedRules.Conditional, WriteRules.UpdateWithoutVersion, WriteRules.Transaction, Concatenation, UnknownName, OutdatedName,
            ValueRules.WrongSystem, ValueRules.UntypedReference, ValueRules.LocalTime,
        });
}
