using System.Runtime.CompilerServices;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A batch: requests that are sent as one and carried out one by one, so that some may fail and others not
/// (https://hl7.org/fhir/R4/http.html#transaction).
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class FhirBatch : FhirBundleRequest
{
    internal FhirBatch(FhirExchange exchange)
        : base(exchange, BundleType.Batch)
    {
    }

    /// <summary>
    /// Sends the requests in parts, one part after the other: for more of them than a server takes at once. All are judged before the first is sent. A part that fails takes
    /// nothing from the others: those after it are sent all the same.
    /// </summary>
    /// <param name="options">How large the parts are; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Cancels what was not yet answered. What became of the parts before is then lost with the exception: to keep it, go through <see cref="SendPartsAsync"/>.
    /// </param>
    /// <returns>The answers, one for each request, in the order of the requests.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, a <c>meta.versionId</c> is no version, or a patch is empty; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">There are no requests, or one has a reference by <c>urn:uuid</c> (FHT1405); nothing was sent.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support batches, or some of the requests; nothing was sent.</exception>
    public async Task<FhirBatchResponse> SendInPartsAsync(FhirBatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        var parts = new List<FhirBatchPart>();
        await foreach (var part in SendPartsAsync(options, cancellationToken).ConfigureAwait(false))
        {
            parts.Add(part);
        }

        return new(this, parts);
    }

    /// <summary>Sends the requests in parts, as <see cref="SendInPartsAsync"/> does, and gives each part when it is answered. Who stops asking sends no further one.</summary>
    /// <param name="options">How large the parts are; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels what was not yet answered. What the server has already received may be carried out all the same.</param>
    public IAsyncEnumerable<FhirBatchPart> SendPartsAsync(FhirBatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        if (options.MaximumEntries < 1)
        {
            throw new ArgumentException($"{nameof(FhirBatchOptions.MaximumEntries)} must be 1 or more.", nameof(options));
        }

        return SendEachAsync(options, cancellationToken);
    }

    private async IAsyncEnumerable<FhirBatchPart> SendEachAsync(FhirBatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = MaximumRequests > 0 ? Math.Min(MaximumRequests, options.MaximumEntries) : options.MaximumEntries;
        var whole = Make(isDivided: true);
        FhirBundleEntry[] requests = [.. Requests];
        for (var first = 0; first < requests.Length; first += size)
        {
            var count = Math.Min(size, requests.Length - first);
            var bundle = new Bundle { Type = BundleType.Batch };
            bundle.Entry.AddRange(whole.Entry.Skip(first).Take(count));
            var part = await SendPartAsync(first, requests[first..(first + count)], bundle, cancellationToken).ConfigureAwait(false);
            options.Progress?.Report(new(first + count, requests.Length));
            yield return part;
        }
    }

    private async Task<FhirBatchPart> SendPartAsync(int first, FhirBundleEntry[] requests, Bundle bundle, CancellationToken cancellationToken)
    {
        try
        {
            return FhirBatchPart.Of(this, first, requests, await SendBundleAsync(bundle, cancellationToken).ConfigureAwait(false));
        }
        catch (FhirException error)
        {
            return FhirBatchPart.Failed(this, first, requests, error);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The program's own code, as that of a credential: it must not take the answers of other parts along.
            return FhirBatchPart.Failed(this, first, requests, new FhirException("POST batch: the part failed before it was answered.", error));
        }
    }
}
