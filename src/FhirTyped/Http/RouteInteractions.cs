using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>What the kinds of request are called where scopes and traces speak of them.</summary>
internal static class RouteInteractions
{
    /// <summary>The interaction of a request; none where it is an operation, or the conformance of the server.</summary>
    public static FhirInteraction ToInteraction(this FhirRouteKind kind) => kind switch
    {
        FhirRouteKind.Read => FhirInteraction.Read,
        FhirRouteKind.VRead => FhirInteraction.VRead,
        FhirRouteKind.Create => FhirInteraction.Create,
        FhirRouteKind.Update or FhirRouteKind.ConditionalUpdate => FhirInteraction.Update,
        FhirRouteKind.Patch or FhirRouteKind.ConditionalPatch => FhirInteraction.Patch,
        FhirRouteKind.Delete or FhirRouteKind.ConditionalDelete => FhirInteraction.Delete,
        FhirRouteKind.SearchType or FhirRouteKind.SearchCompartment => FhirInteraction.SearchType,
        FhirRouteKind.SearchSystem => FhirInteraction.SearchSystem,
        FhirRouteKind.HistoryInstance => FhirInteraction.HistoryInstance,
        FhirRouteKind.HistoryType => FhirInteraction.HistoryType,
        FhirRouteKind.HistorySystem => FhirInteraction.HistorySystem,
        FhirRouteKind.Batch => FhirInteraction.Batch,
        _ => FhirInteraction.None,
    };
}
