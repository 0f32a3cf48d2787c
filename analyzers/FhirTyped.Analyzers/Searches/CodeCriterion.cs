using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>A criterion of a search, and where its parts stand in the source.</summary>
/// <param name="Criterion">The criterion as data.</param>
/// <param name="Name">Where its parameter is named.</param>
/// <param name="Comparator">Where its comparator is named.</param>
/// <param name="Values">Where each of its values stands, in the order of the criterion's values.</param>
internal sealed record CodeCriterion(SearchCriterion Criterion, Location Name, Location Comparator, IReadOnlyList<CodeValue> Values)
{
    /// <summary>The place that a verdict on this criterion is about.</summary>
    public Location LocationOf(CapabilityVerdict verdict)
    {
        switch (verdict.Id)
        {
            case CapabilityIds.Modifier or CapabilityIds.Prefix:
                return Comparator;
            case CapabilityIds.Value or CapabilityIds.Sort or CapabilityIds.Include or CapabilityIds.IncludeScope or CapabilityIds.SystemRequired
                or CapabilityIds.EmptyValue or CapabilityIds.ImpossibleValue or CapabilityIds.Count:
                return Values.Count == 0 ? Comparator : Values[verdict.ValueIndex < 0 || verdict.ValueIndex >= Values.Count ? 0 : verdict.ValueIndex].Location;
            default:
                return Name;
        }
    }
}
