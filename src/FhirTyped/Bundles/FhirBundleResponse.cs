using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The server's answer to a batch or transaction, request by request.</summary>
public sealed class FhirBundleResponse
{
    private readonly FhirBundleRequest _request;

    internal FhirBundleResponse(FhirBundleRequest request, IReadOnlyList<FhirBundleEntry> entries, Bundle bundle)
    {
        _request = request;
        Bundle = bundle;
        var answers = EntryAnswer.ReadAll([.. entries.Select(static entry => entry.Plan)], bundle.Entry);
        Entries = [.. entries.Select(entry => entry.Answer(answers[entry.Index]))];
    }

    /// <summary>The answer as the server sent it.</summary>
    public Bundle Bundle { get; }

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

    private int IndexOf(FhirBundleEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.BelongsTo(_request) && entry.Index < Entries.Count
            ? entry.Index
            : throw new ArgumentException("The request is not one of those that were sent.", nameof(entry));
    }
}
