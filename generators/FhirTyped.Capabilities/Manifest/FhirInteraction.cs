using System;

namespace FhirTyped.Capabilities;

/// <summary>What a server does with a resource type: the codes of https://hl7.org/fhir/R4/valueset-type-restful-interaction.html.</summary>
[Flags]
public enum FhirInteraction
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>read</c>: GET [type]/[id].</summary>
    Read = 1,

    /// <summary><c>vread</c>: GET [type]/[id]/_history/[version].</summary>
    VRead = 2,

    /// <summary><c>update</c>: PUT [type]/[id].</summary>
    Update = 4,

    /// <summary><c>patch</c>: PATCH [type]/[id].</summary>
    Patch = 8,

    /// <summary><c>delete</c>: DELETE [type]/[id].</summary>
    Delete = 16,

    /// <summary><c>history-instance</c>: GET [type]/[id]/_history.</summary>
    HistoryInstance = 32,

    /// <summary><c>history-type</c>: GET [type]/_history.</summary>
    HistoryType = 64,

    /// <summary><c>create</c>: POST [type].</summary>
    Create = 128,

    /// <summary><c>search-type</c>: GET [type]?…</summary>
    SearchType = 256,

    /// <summary><c>transaction</c>, of the whole system.</summary>
    Transaction = 512,

    /// <summary><c>batch</c>, of the whole system.</summary>
    Batch = 1024,

    /// <summary><c>search-system</c>, of the whole system.</summary>
    SearchSystem = 2048,

    /// <summary><c>history-system</c>, of the whole system.</summary>
    HistorySystem = 4096,
}
