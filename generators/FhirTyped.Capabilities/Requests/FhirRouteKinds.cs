namespace FhirTyped.Capabilities;

/// <summary>The words for what a request asks for.</summary>
internal static class FhirRouteKinds
{
    /// <summary>
    /// FHIR's word for it (https://hl7.org/fhir/R4/valueset-type-restful-interaction.html), for example <c>search-type</c>; in the same
    /// form <c>conditional-update</c>, <c>operation</c>, <c>capabilities</c> and the others that have no code of their own. Empty for none.
    /// </summary>
    public static string ToCode(this FhirRouteKind kind) => kind switch
    {
        FhirRouteKind.Read => "read",
        FhirRouteKind.VRead => "vread",
        FhirRouteKind.Create => "create",
        FhirRouteKind.Update => "update",
        FhirRouteKind.ConditionalUpdate => "conditional-update",
        FhirRouteKind.Patch => "patch",
        FhirRouteKind.ConditionalPatch => "conditional-patch",
        FhirRouteKind.Delete => "delete",
        FhirRouteKind.ConditionalDelete => "conditional-delete",
        FhirRouteKind.SearchType => "search-type",
        FhirRouteKind.SearchCompartment => "search-compartment",
        FhirRouteKind.SearchSystem => "search-system",
        FhirRouteKind.HistoryInstance => "history-instance",
        FhirRouteKind.HistoryType => "history-type",
        FhirRouteKind.HistorySystem => "history-system",
        FhirRouteKind.Batch => "batch",
        FhirRouteKind.Operation => "operation",
        FhirRouteKind.Capabilities => "capabilities",
        FhirRouteKind.SmartConfiguration => "smart-configuration",
        _ => "",
    };
}
