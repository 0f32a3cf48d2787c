using FhirTyped.Auth;

namespace FhirTyped.Gateway;

/// <summary>Where the credential of one connection keeps its tokens: sealed in the session, for all nodes.</summary>
internal sealed class SessionTokenStore(GatewaySessions sessions, ConnectionSlot slot, ConnectionContent content) : IFhirTokenStore
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private ConnectionContent _content = content;

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable?> LockAsync(TimeSpan life, CancellationToken cancellationToken) =>
        await RefreshLease.TakeAsync(sessions.Leases, slot.Session.Id, slot.Platform, life, sessions.Time, IsRefreshedAsync, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<SmartTokens?> LoadAsync(CancellationToken cancellationToken)
    {
        var (stored, found) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        (slot.Stored, _content) = (stored, found);
        return found.ReadTokens();
    }

    /// <inheritdoc/>
    public async ValueTask SaveAsync(SmartTokens tokens, CancellationToken cancellationToken)
    {
        var made = _content with { Tokens = tokens.Serialize() };
        var expected = slot.Stored;
        while (await sessions.ReplaceAsync(slot.Session, slot.Platform, expected.Version, made, cancellationToken).ConfigureAwait(false) is var replaced)
        {
            if (replaced is not null)
            {
                (slot.Stored, _content) = (replaced, made);
                await sessions.TellAsync(slot.Session.Id).ConfigureAwait(false);
                return;
            }

            // The same tokens, sealed again with a new key meanwhile; or those of another login, which are not to be replaced.
            var (stored, found) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (stored.Version == expected.Version || found.Tokens != _content.Tokens)
            {
                throw new InvalidOperationException("The connection was changed meanwhile.");
            }

            expected = stored;
        }
    }

    private async ValueTask<bool> IsRefreshedAsync(CancellationToken cancellationToken)
    {
        var (_, found) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return found.Tokens != _content.Tokens && found.ReadTokens() is { ExpiresAt: { } end } && end - sessions.Time.GetUtcNow() > Fresh + Fresh;
    }

    private async ValueTask<(StoredConnection Stored, ConnectionContent Content)> ReadAsync(CancellationToken cancellationToken)
    {
        var session = await sessions.Store.GetAsync(slot.Session.Id, cancellationToken).ConfigureAwait(false);
        if (session?.Connections.GetValueOrDefault(slot.Platform) is not { } stored)
        {
            throw new FhirLoginRequiredException("The connection was ended.");
        }

        return sessions.Sealer.TryOpen(session, slot.Platform, stored, out _) is { } found && session.Subject == slot.Session.Subject
            ? (stored, found)
            : throw new FhirLoginRequiredException("The stored connection cannot be opened.");
    }
}
