namespace FhirTyped.Transfer;

/// <summary>What became of one resource.</summary>
public sealed class FhirTransferEntry
{
    internal FhirTransferEntry(string resourceType, string source) => (ResourceType, Source) = (resourceType, source);

    /// <summary>The resource type.</summary>
    public string ResourceType { get; }

    /// <summary>The resource at the source: type and id, else its address in the Bundle, else its type and place (<c>Patient#3</c>).</summary>
    public string Source { get; }

    /// <summary>The resource at the target, as type and id; null where there is none, or where the target does not say.</summary>
    public string? Target { get; internal set; }

    /// <summary>What became of it.</summary>
    public FhirTransferOutcome Outcome { get; internal set; } = FhirTransferOutcome.Failed;

    /// <summary>What went wrong; null where nothing did.</summary>
    public FhirException? Error { get; internal set; }

    /// <summary>Whether the target has it whole.</summary>
    public bool IsSuccess => Outcome <= FhirTransferOutcome.Earlier;

    internal string? VersionId { get; set; }

    internal bool IsPending { get; set; }

    /// <summary>The type and the outcome: an id is a patient's.</summary>
    public override string ToString() => $"{nameof(FhirTransferEntry)} {ResourceType} {Outcome}";
}
