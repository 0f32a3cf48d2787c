using FhirTyped.Auth;

namespace FhirTyped.Gateway;

// What changes sessions and connections: logins, logouts, refreshes.
internal sealed partial class GatewaySessions
{
    private static readonly TimeSpan LoginLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Begins a browser's session.</summary>
    /// <returns>What the browser holds, and the session.</returns>
    public async ValueTask<(string Secret, StoredSession Session)> StartAsync(string subject, CancellationToken cancellationToken)
    {
        var secret = SessionIdentity.NewSecret();
        var now = time.GetUtcNow();
        var life = SessionIdentity.IsLogin(subject) ? LoginLife : Shorter(_options.IdleTimeout, _options.MaximumLifetime);
        var session = new StoredSession(SessionIdentity.IdOfSecret(secret)!, subject, now, now + life);
        return await store.CreateAsync(session, cancellationToken).ConfigureAwait(false)
            ? (secret, session)
            : throw new InvalidOperationException("Two sessions of 32 random bytes have the same id.");
    }

    /// <summary>Connects a person to a platform, for all of his browsers and programs.</summary>
    public async ValueTask ConnectPersonAsync(string subject, string platform, ConnectionContent content, CancellationToken cancellationToken)
    {
        var id = SessionIdentity.IdOfPerson(subject);
        for (var tries = 0; tries < 10; tries++)
        {
            var now = time.GetUtcNow();
            if (await store.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } session)
            {
                await store.CreateAsync(new(id, subject, now, now + Shorter(_options.IdleTimeout, _options.MaximumLifetime)), cancellationToken).ConfigureAwait(false);
            }
            else if (await ReplaceAsync(session, platform, session.Connections.GetValueOrDefault(platform)?.Version ?? 0, content, cancellationToken).ConfigureAwait(false) is not null)
            {
                await TellAsync(id).ConfigureAwait(false);
                return;
            }
        }

        throw new InvalidOperationException("The session changes all the time.");
    }

    /// <summary>
    /// Gives a browser's session a new id, since it can do more from now on than before: whoever knew the old one, or gave it to the browser, is left with nothing. Its connections
    /// go with it, but for one that is replaced.
    /// </summary>
    /// <param name="id">The old id.</param>
    /// <param name="platform">The platform of a new connection, or null.</param>
    /// <param name="content">The new connection, or null.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What the browser holds from now on; null where the session has ended.</returns>
    public async ValueTask<string?> RenewAsync(string id, string? platform, ConnectionContent? content, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } old)
        {
            return null;
        }

        var held = new List<RefreshLease>();
        try
        {
            // What another node is just getting would be lost with the old session.
            foreach (var other in old.Connections.Keys)
            {
                await HoldAsync(id, other, held, cancellationToken).ConfigureAwait(false);
            }

            old = await store.GetAsync(id, cancellationToken).ConfigureAwait(false);
            if (old is null)
            {
                return null;
            }

            var (secret, session) = await StartAsync(old.Subject, cancellationToken).ConfigureAwait(false);
            foreach (var (other, stored) in old.Connections.Where(one => one.Key != platform))
            {
                if (Open(old, other, stored) is { } carried)
                {
                    await ReplaceAsync(session, other, 0, carried, cancellationToken).ConfigureAwait(false);
                }
            }

            if (platform is not null && content is not null)
            {
                await ReplaceAsync(session, platform, 0, content, cancellationToken).ConfigureAwait(false);
            }

            await EndAsync(id, cancellationToken).ConfigureAwait(false);
            return secret;
        }
        finally
        {
            foreach (var lease in held)
            {
                await lease.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends a session at all nodes.</summary>
    public async ValueTask EndAsync(string id, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        _cache.Remove(id);
        await TellAsync(id).ConfigureAwait(false);
    }

    /// <summary>Ends everything of a person at all nodes.</summary>
    /// <returns>How many sessions there were.</returns>
    public async ValueTask<int> EndSubjectAsync(string subject, CancellationToken cancellationToken)
    {
        var count = await store.DeleteSubjectAsync(subject, cancellationToken).ConfigureAwait(false);
        await TellAsync(OfPerson + SessionIdentity.HashOf(subject)).ConfigureAwait(false);
        return count;
    }

    /// <summary>Takes a connection out of a session, at all nodes.</summary>
    /// <returns>Its tokens, to be revoked; null where there were none that can be read. And whether there was a connection.</returns>
    public async ValueTask<(SmartTokens? Tokens, bool WasThere)> DisconnectAsync(string id, string platform, CancellationToken cancellationToken)
    {
        var held = new List<RefreshLease>();
        try
        {
            // What another node is just getting could not be revoked.
            await HoldAsync(id, platform, held, cancellationToken).ConfigureAwait(false);
            while (await store.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } session && session.Connections.TryGetValue(platform, out var stored))
            {
                if (await store.ReplaceConnectionAsync(id, platform, stored.Version, null, cancellationToken).ConfigureAwait(false))
                {
                    await TellAsync(id).ConfigureAwait(false);
                    return (ReadTokens(Open(session, platform, stored)), true);
                }
            }

            return (null, false);
        }
        finally
        {
            foreach (var lease in held)
            {
                await lease.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sets a connection, if it is still as it was seen; the new one, or null where it is not.</summary>
    internal async ValueTask<StoredConnection?> ReplaceAsync(StoredSession session, string platform, long expected, ConnectionContent content, CancellationToken cancellationToken)
    {
        var made = sealer.Seal(session.Subject, session.Id, platform, expected + 1, content);
        return await store.ReplaceConnectionAsync(session.Id, platform, expected, made, cancellationToken).ConfigureAwait(false) ? made : null;
    }

    private async ValueTask HoldAsync(string id, string platform, List<RefreshLease> held, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            held.Add((await RefreshLease.TakeAsync(leases, id, platform, LongestWait, time, null, both.Token).ConfigureAwait(false))!);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A server that does not answer is waited for no longer.
        }
    }
}
