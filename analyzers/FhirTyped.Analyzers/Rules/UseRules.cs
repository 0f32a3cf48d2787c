using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The rules about how a client is used.</summary>
internal static class UseRules
{
    public static readonly DiagnosticDescriptor RequestInLoop = Rule.Warning(
        "FHT1501", Categories.Use, "Request in a loop",
        "'{0}' sends a request for each turn of the loop: ask once, with a list of ids (Id.AnyOf) or an include.");

    public static readonly DiagnosticDescriptor FirstPageCounted = Rule.Warning(
        "FHT1502", Categories.Use, "First page taken for the whole result",
        "This counts the matches of the first page alone: there may be more. Use CountAsync(), or stream the search.");

    public static readonly DiagnosticDescriptor FailureSwallowed = Rule.Warning(
        "FHT1503", Categories.Use, "Failed page swallowed",
        "Where a page fails, the program goes on with the pages before it as if they were all. Throw again, or say that the result is not complete.");

    public static readonly DiagnosticDescriptor NoCancellation = Rule.Info(
        "FHT1504", Categories.Use, "CancellationToken not passed on", "'{0}' can be cancelled: pass on '{1}'.");

    public static readonly DiagnosticDescriptor EntryCast = Rule.Error(
        "FHT1506", Categories.Use, "Entry cast without looking at its search mode",
        "An entry of a search may be an OperationOutcome or an included resource, and the cast then fails. Look at Search.Mode first, or use 'is'.");

    public static readonly DiagnosticDescriptor ReceiptIgnored = Rule.InfoAtTheEnd(
        "FHT1507", Categories.Use, "Receipt ignored where dropped filters are allowed",
        "Here a search may come back although the server left out a filter, perhaps with other patients in it, and nothing in this project reads the Receipt of a page, which would say so. Read it, or leave DroppedFilters at Throw.");

    public static readonly DiagnosticDescriptor TotalAsCount = Rule.Warning(
        "FHT1508", Categories.Use, "Total used as the number of results",
        "Bundle.total may be absent or an estimate, and counts what the server does not let you see. Use CountAsync(), or count the matches.");

    public static readonly DiagnosticDescriptor NeverRun = Rule.Warning(
        "FHT1509", Categories.Use, "Search built and never run",
        "A search is sent when it is enumerated or when one of its methods is awaited, and this one never is. Run it, or take it out.");

    public static readonly DiagnosticDescriptor KeptQuery =
        Rule.Error("FHT1510", Categories.Use, "Query kept beyond its lambda, or built by an async one");

    /// <summary>The rules.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        ImmutableArray.Create(new[] { RequestInLoop, FirstPageCounted, FailureSwallowed, NoCancellation, EntryCast, NeverRun });
}
