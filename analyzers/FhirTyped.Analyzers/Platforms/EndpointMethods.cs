using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>What the methods of an endpoint are in FHIR's RESTful API.</summary>
internal static class EndpointMethods
{
    /// <summary>The interactions that a method makes, by its name and how many arguments it is given; none where it is no such method.</summary>
    public static IReadOnlyList<FhirInteraction> InteractionsOf(string method, int arguments) => method switch
    {
        "ReadAsync" or "TryReadAsync" => new[] { FhirInteraction.Read },
        "VReadAsync" => new[] { FhirInteraction.VRead },
        "History" => new[] { arguments == 0 ? FhirInteraction.HistoryType : FhirInteraction.HistoryInstance },
        "Search" => new[] { FhirInteraction.SearchType },
        "CreateAsync" => new[] { FhirInteraction.Create },
        "UpdateAsync" => new[] { FhirInteraction.Update },
        "PatchAsync" => new[] { FhirInteraction.Patch },
        "DeleteAsync" => new[] { FhirInteraction.Delete },
        "ModifyAsync" => new[] { FhirInteraction.Read, FhirInteraction.Update },
        _ => Array.Empty<FhirInteraction>(),
    };
}
