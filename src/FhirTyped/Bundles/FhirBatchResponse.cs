namespace FhirTyped;

/// <summary>The server's answers to a batch that was sent in parts, request by request, whatever the part in which each was.</summary>
public sealed class FhirBatchResponse : FhirEntryResponses
{
    internal FhirBatchResponse(FhirBatch batch, IReadOnlyList<FhirBatchPart> parts)
        : base(batch, [.. parts.SelectMany(static part => part.Entries)]) => Parts = parts;

    /// <summary>The parts, in their order.</summary>
    public IReadOnlyList<FhirBatchPart> Parts { get; }
}
