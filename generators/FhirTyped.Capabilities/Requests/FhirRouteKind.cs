namespace FhirTyped.Capabilities;

/// <summary>What a request of FHIR's RESTful API asks for: https://hl7.org/fhir/R4/http.html.</summary>
public enum FhirRouteKind
{
    /// <summary>Nothing of FHIR's: <see cref="FhirRoute.Problem"/> says why.</summary>
    None,

    /// <summary><c>read</c>: GET [type]/[id].</summary>
    Read,

    /// <summary><c>vread</c>: GET [type]/[id]/_history/[version].</summary>
    VRead,

    /// <summary><c>create</c>: POST [type]; conditional where the request carries <c>If-None-Exist</c>.</summary>
    Create,

    /// <summary><c>update</c>: PUT [type]/[id].</summary>
    Update,

    /// <summary>Conditional update: PUT [type]?…</summary>
    ConditionalUpdate,

    /// <summary><c>patch</c>: PATCH [type]/[id].</summary>
    Patch,

    /// <summary>Conditional patch: PATCH [type]?…</summary>
    ConditionalPatch,

    /// <summary><c>delete</c>: DELETE [type]/[id].</summary>
    Delete,

    /// <summary>Conditional delete: DELETE [type]?…</summary>
    ConditionalDelete,

    /// <summary><c>search-type</c>: GET [type]?…, POST [type]/_search.</summary>
    SearchType,

    /// <summary>A search in a compartment: GET [compartment]/[id]/[type]?…, or of all types with <c>*</c>; POST with <c>/_search</c>.</summary>
    SearchCompartment,

    /// <summary><c>search-system</c>: GET ?…, POST _search.</summary>
    SearchSystem,

    /// <summary><c>history-instance</c>: GET [type]/[id]/_history.</summary>
    HistoryInstance,

    /// <summary><c>history-type</c>: GET [type]/_history.</summary>
    HistoryType,

    /// <summary><c>history-system</c>: GET _history.</summary>
    HistorySystem,

    /// <summary><c>batch</c> or <c>transaction</c>: POST to the base address; which of them, the Bundle says.</summary>
    Batch,

    /// <summary>An operation of the system, a type, an instance or a version: GET or POST …/$[name].</summary>
    Operation,

    /// <summary>The CapabilityStatement: GET metadata.</summary>
    Capabilities,

    /// <summary>The SMART configuration: GET .well-known/smart-configuration.</summary>
    SmartConfiguration,
}
