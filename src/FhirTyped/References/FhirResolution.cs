using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What became of many references: one result for each, in their order.</summary>
public sealed class FhirResolution
{
    internal FhirResolution(IReadOnlyList<FhirResolvedReference> results) => Results = results;

    /// <summary>The results, in the order of the references and as many.</summary>
    public IReadOnlyList<FhirResolvedReference> Results { get; }

    /// <summary>Whether every reference gave its resource.</summary>
    public bool IsComplete => Results.All(static result => result.Status == FhirReferenceStatus.Resolved);

    /// <summary>The results without a resource.</summary>
    public IEnumerable<FhirResolvedReference> Unresolved => Results.Where(static result => result.Status != FhirReferenceStatus.Resolved);

    /// <summary>The resources, each once, in the order of the references that first led to them.</summary>
    public IEnumerable<Resource> Resources => Results.Select(static result => result.Resource).OfType<Resource>().Distinct(ReferenceEqualityComparer.Instance).Cast<Resource>();

    /// <summary>How many there are, and how many gave their resource.</summary>
    public override string ToString() => $"{nameof(FhirResolution)}: {Results.Count(static result => result.Status == FhirReferenceStatus.Resolved)} of {Results.Count}";
}
