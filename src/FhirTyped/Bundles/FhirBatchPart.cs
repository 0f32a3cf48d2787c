using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A part of a batch that was sent in parts.</summary>
public sealed class FhirBatchPart : FhirEntryResponses
{
    private FhirBatchPart(FhirBatch batch, int firstIndex, IReadOnlyList<FhirEntryResponse> entries)
        : base(batch, entries) => FirstIndex = firstIndex;

    /// <summary>The place of its first request in the batch, from 0.</summary>
    public int FirstIndex { get; }

    /// <summary>The answer as the server sent it; null where there is none.</summary>
    public Bundle? Bundle { get; private init; }

    /// <summary>
    /// Why there is no answer to the part as a whole; null where there is one. Each of its requests then has it as its <see cref="FhirEntryResponse.Error"/>. Whether any was
    /// carried out it says as for a single request: after a <see cref="FhirTransportException"/> or a <see cref="FhirTimeoutException"/> nobody knows.
    /// </summary>
    public FhirException? Error { get; private init; }

    internal static FhirBatchPart Of(FhirBatch batch, int firstIndex, IReadOnlyList<FhirBundleEntry> requests, Bundle bundle) =>
        new(batch, firstIndex, Read(requests, bundle)) { Bundle = bundle };

    internal static FhirBatchPart Failed(FhirBatch batch, int firstIndex, IReadOnlyList<FhirBundleEntry> requests, FhirException error) =>
        new(batch, firstIndex, [.. requests.Select(request => request.Answer(new(FhirAnswer.None, null, error, EntryProof.Silent)))]) { Error = error };

    private protected override int PlaceOf(FhirBundleEntry entry) => entry.Index - FirstIndex;
}
