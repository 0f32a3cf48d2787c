using System.Collections.Concurrent;

namespace FhirTyped.Auth;

/// <summary>
/// One access token for each server, however many ask for it. It is renewed at 80 % of its life, while it is still given; one request is under way at a time, and
/// belongs to no caller: who goes away takes nothing from the others.
/// </summary>
/// <param name="request">Gets a token for a server.</param>
/// <param name="requestedScope">The scopes that are asked for, which are those granted where the server does not say.</param>
/// <param name="timeout">How long one request may take.</param>
/// <param name="time">The clock.</param>
internal sealed class AccessTokenCache(Func<Uri, CancellationToken, Task<TokenAnswer>> request, string? requestedScope, TimeSpan timeout, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AccessTokenEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>The token of a server.</summary>
    /// <exception cref="FhirTokenException">None could be had.</exception>
    public ValueTask<FhirAuthorization> GetAsync(Uri baseUrl, CancellationToken cancellationToken) => EntryOf(baseUrl).GetAsync(cancellationToken);

    /// <summary>Forgets a token that a server refused; false where another one would not help.</summary>
    public bool Invalidate(Uri baseUrl, FhirAuthorization refused) => EntryOf(baseUrl).Invalidate(refused);

    private AccessTokenEntry EntryOf(Uri baseUrl) => _entries.GetOrAdd(
        baseUrl.AbsoluteUri,
        static (_, state) => new AccessTokenEntry(cancellationToken => state.request(state.baseUrl, cancellationToken), state.requestedScope, state.timeout, state.time),
        (request, baseUrl, requestedScope, timeout, time));
}
