using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

// "Load more".
public abstract partial class FhirPlatformClient
{
    /// <summary>Reads the page after one that was read before, by its <see cref="FhirSearchPage{T}.Continuation"/>.</summary>
    /// <typeparam name="T">The resource type of the search.</typeparam>
    /// <param name="continuation">The continuation: it was given by a client of the same platform at the same base address, with the same key.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The next page, with the continuation after it. Filters, receipts and limits are those of the search as it began.</returns>
    /// <exception cref="ArgumentException">
    /// The text is no such continuation, or of a search for another resource type. Nothing was sent: answer it as a wrong request (400).
    /// </exception>
    /// <exception cref="FhirResponseException">The server refused; many forget their pages after a while (404, 410).</exception>
    /// <exception cref="FhirDroppedFilterException">The server left out a filter.</exception>
    /// <exception cref="FhirSearchException">As of <see cref="FhirSearch{T}.Pages"/>.</exception>
    public async Task<FhirSearchPage<T>> ContinueAsync<T>(string continuation, CancellationToken cancellationToken = default)
        where T : Resource, IFhirResource<T>
    {
        var place = SearchPlace.Open(Exchange, continuation);
        return place.Search.ResourceType == T.ResourceType
            ? await new FhirSearch<T>(place.Search).ReadAfterAsync(place, cancellationToken).ConfigureAwait(false)
            : throw new ArgumentException($"The continuation is of a search for {place.Search.ResourceType}.", nameof(continuation));
    }

    /// <summary>Reads the page after one that was read before, where its search gives resources of several types, as <c>$everything</c> does.</summary>
    /// <param name="continuation">The continuation, as of <see cref="ContinueAsync{T}"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The next page.</returns>
    /// <exception cref="ArgumentException">The text is no such continuation. Nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused; many forget their pages after a while (404, 410).</exception>
    /// <exception cref="FhirSearchException">As of <see cref="FhirSearch{T}.Pages"/>.</exception>
    public async Task<FhirSearchPage<Resource>> ContinueAsync(string continuation, CancellationToken cancellationToken = default)
    {
        var place = SearchPlace.Open(Exchange, continuation);
        return await new FhirSearch<Resource>(place.Search).ReadAfterAsync(place, cancellationToken).ConfigureAwait(false);
    }
}
