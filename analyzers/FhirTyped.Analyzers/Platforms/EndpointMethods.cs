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
        "ReadAsync" or "TryReadAsync" or "ReadIfNoneMatchAsync" or "ReadIfModifiedSinceAsync" => new[] { FhirInteraction.Read },
        "VReadAsync" => new[] { FhirInteraction.VRead },
        "History" => new[] { arguments == 0 ? FhirInteraction.HistoryType : FhirInteraction.HistoryInstance },
        "Search" => new[] { FhirInteraction.SearchType },
        "CreateAsync" or "CreateIfNoneExistAsync" => new[] { FhirInteraction.Create },
        "UpdateAsync" or "ConditionalUpdateAsync" => new[] { FhirInteraction.Update },
        "PatchAsync" => new[] { FhirInteraction.Patch },
        "DeleteAsync" or "ConditionalDeleteAsync" or "ConditionalDeleteMultipleAsync" => new[] { FhirInteraction.Delete },
        "ModifyAsync" => new[] { FhirInteraction.Read, FhirInteraction.Update },
        _ => Array.Empty<FhirInteraction>(),
    };

    /// <summary>The condition under which a method writes or reads, by its name; null where it has none.</summary>
    public static ConditionalSupport? ConditionOf(string method) => method switch
    {
        "CreateIfNoneExistAsync" => ConditionalSupport.Create,
        "ConditionalUpdateAsync" => ConditionalSupport.Update,
        "ConditionalDeleteAsync" => ConditionalSupport.DeleteSingle,
        "ConditionalDeleteMultipleAsync" => ConditionalSupport.DeleteMultiple,
        "ReadIfNoneMatchAsync" => ConditionalSupport.ReadNotMatch,
        "ReadIfModifiedSinceAsync" => ConditionalSupport.ReadModifiedSince,
        _ => null,
    };
}
