namespace FhirTyped.Auth;

/// <summary>Keeps the tokens of one user's session.</summary>
/// <remarks>
/// Servers give a new refresh token with each refresh, and take the use of an old one as theft: they end the session. So new tokens are saved before anything is done with them.
/// </remarks>
public interface IFhirTokenStore
{
    /// <summary>Saves tokens in place of those before, encrypted (<see cref="SmartTokens.Serialize"/>). It must not return before they are safe.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    ValueTask SaveAsync(SmartTokens tokens, CancellationToken cancellationToken);

    /// <summary>The tokens that are there now: another node may have refreshed them. It is asked before each refresh.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The tokens, or null where nobody else refreshes. By default null.</returns>
    /// <exception cref="FhirLoginRequiredException">The session was ended elsewhere.</exception>
    ValueTask<SmartTokens?> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<SmartTokens?>(null);

    /// <summary>
    /// Lets one of all nodes refresh at a time. It is held from before <see cref="LoadAsync"/> until the new tokens are saved, and returns once nobody else holds it, or the
    /// stored tokens have become newer.
    /// </summary>
    /// <param name="life">How long it is held at most: whoever has it gives up by then, so that a node that died holds nothing for ever.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What gives it back when it is disposed of; null where nothing is held. By default null.</returns>
    ValueTask<IAsyncDisposable?> LockAsync(TimeSpan life, CancellationToken cancellationToken) => ValueTask.FromResult<IAsyncDisposable?>(null);
}
