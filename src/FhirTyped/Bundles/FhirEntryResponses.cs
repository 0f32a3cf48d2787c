namespace FhirTyped;

/// <summary>The server's answers to the requests of a batch or transaction, request by request.</summary>
public abstract class FhirEntryResponses
{
    private readonly FhirBundleRequest _request;

    private protected FhirEntryResponses(FhirBundleRequest request, IReadOnlyList<FhirEntryResponse> entries)
    {
        _request = request;
        Entries = entries;
    }

    /// <summary>The answers in the order of the requests, one for each: where the server sent none, it is an error.</summary>
    public IReadOnlyList<FhirEntryResponse> Entries { get; }

    /// <summary>Whether every request was carried out.</summary>
    public bool IsSuccess => Entries.All(static entry => entry.IsSuccess);

    /// <summary>The answer to a request.</summary>
    /// <param name="entry">The request, as the batch or transaction gave it when it was added.</param>
    /// <exception cref="ArgumentException">The request belongs to another batch or transaction.</exception>
    public FhirEntryResponse this[FhirBundleEntry entry] => Entries[IndexOf(entry)];

    /// <summary>The answer to a request, with its result.</summary>
    /// <typeparam name="TResult">The resource, or for searches the page.</typeparam>
    /// <param name="entry">The request, as the batch or transaction gave it when it was added.</param>
    /// <exception cref="ArgumentException">The request belongs to another batch or transaction.</exception>
    public FhirEntryResponse<TResult> Of<TResult>(FhirBundleEntry<TResult> entry)
        where TResult : class => (FhirEntryResponse<TResult>)Entries[IndexOf(entry)];

    /// <summary>The answers of a bundle to requests that were sent as one.</summary>
    private protected static FhirEntryResponse[] Read(IReadOnlyList<FhirBundleEntry> requests, R4.Bundle bundle)
    {
        var answers = EntryAnswer.ReadAll([.. requests.Select(static request => request.Plan)], bundle.Entry);
        return [.. requests.Select((request, index) => request.Answer(answers[index]))];
    }

    /// <summary>The place of a request among those that are answered here.</summary>
    private protected virtual int PlaceOf(FhirBundleEntry entry) => entry.Index;

    private int IndexOf(FhirBundleEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.BelongsTo(_request) && PlaceOf(entry) is >= 0 and var place && place < Entries.Count
            ? place
            : throw new ArgumentException("The request is not one of those that were sent.", nameof(entry));
    }
}
