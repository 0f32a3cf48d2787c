using FhirTyped.Auth;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>The sessions of browsers and people, and the connections to platforms in them. All of it stands in the store, sealed; a node keeps what it has read for a moment.</summary>
internal sealed class GatewaySessions(
    ISessionStore store, ILeaseStore leases, IGatewayBus bus, ConnectionSealer sealer, ISecurityEvents events, IOptions<FhirGatewayOptions> options, TimeProvider time)
    : IGatewayConnections
{
    /// <summary>The topic of the bus on which a session's id is told when it, or a connection of it, has changed.</summary>
    public const string Topic = "session";

    private const string OfPerson = "person|";

    // How often the end of a session is written that is in use.
    private static readonly TimeSpan LongestUnwritten = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LoginLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly GatewaySessionOptions _options = options.Value.Sessions;
    private readonly SessionCache _cache = new(time, options.Value.Sessions.CacheTime);

    /// <summary>The store.</summary>
    public ISessionStore Store => store;

    /// <summary>The leases.</summary>
    public ILeaseStore Leases => leases;

    /// <summary>Seals and opens connections.</summary>
    public ConnectionSealer Sealer => sealer;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <inheritdoc/>
    public async ValueTask<GatewayConnection?> FindAsync(GatewayCaller caller, GatewayPlatform platform, CancellationToken cancellationToken)
    {
        if (caller.SessionId is { } id && await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } session && session.Slot(platform.Id) is { } slot)
        {
            if (session.Session.Subject != caller.Subject)
            {
                events.Report(SecurityEventKind.ConnectionNotOpened, caller, platform.Id);
                return null;
            }

            await SealAgainAsync(session.Session, slot, cancellationToken).ConfigureAwait(false);
            return slot.Get(platform, () => Make(session.Session, slot, caller, platform));
        }

        return platform.Shared is { } shared && (caller.IsVerified || platform.Options.AllowAnonymous) ? new(shared, IsShared: true, PatientId: null, Scope: null) : null;
    }

    /// <summary>A session, whose end this request moves; null where there is none, or it has ended.</summary>
    /// <exception cref="StoreUnavailableException">The sessions cannot be read.</exception>
    public async ValueTask<StoredSession?> GetAsync(string id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken).ConfigureAwait(false))?.Session;

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

    /// <summary>What is stored of a session's connection; null where there is none, or it does not open.</summary>
    public async ValueTask<ConnectionContent?> PeekAsync(string id, string platform, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } session && session.Slot(platform) is { } slot
            ? sealer.TryOpen(session.Session, platform, slot.Stored, out _)
            : null;

    /// <summary>Hears from another node, or this one, that something has changed.</summary>
    public void Hear(string message)
    {
        if (message.StartsWith(OfPerson, StringComparison.Ordinal))
        {
            _cache.Invalidate(session => SessionIdentity.HashOf(session.Subject) == message[OfPerson.Length..]);
        }
        else
        {
            _cache.Invalidate(message);
        }
    }

    /// <summary>Tells all nodes that something has changed. Where it cannot be told, they learn it when they read again.</summary>
    internal async ValueTask TellAsync(string message)
    {
        Hear(message);
        try
        {
            await bus.PublishAsync(Topic, message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // What changed is safe in the store; CacheTime bounds how long another node does not know.
        }
    }

    /// <summary>Sets a connection, if it is still as it was seen; the new one, or null where it is not.</summary>
    internal async ValueTask<StoredConnection?> ReplaceAsync(StoredSession session, string platform, long expected, ConnectionContent content, CancellationToken cancellationToken)
    {
        var made = sealer.Seal(session.Subject, session.Id, platform, expected + 1, content);
        return await store.ReplaceConnectionAsync(session.Id, platform, expected, made, cancellationToken).ConfigureAwait(false) ? made : null;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static SmartTokens? ReadTokens(ConnectionContent? content)
    {
        try
        {
            return content?.ReadTokens();
        }
        catch (FormatException)
        {
            return null;
        }
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

    private ConnectionContent? Open(StoredSession session, string platform, StoredConnection stored)
    {
        var content = sealer.TryOpen(session, platform, stored, out _);
        if (content is null)
        {
            events.Report(SecurityEventKind.ConnectionNotOpened, new() { Subject = session.Subject, SessionId = session.Id }, platform);
        }

        return content;
    }

    private GatewayConnection? Make(StoredSession session, ConnectionSlot slot, GatewayCaller caller, GatewayPlatform platform)
    {
        var content = sealer.TryOpen(session, platform.Id, slot.Stored, out _);
        if (content is null)
        {
            events.Report(SecurityEventKind.ConnectionNotOpened, caller, platform.Id);
            return null;
        }

        // Its tokens are those of a server that is another one now, or of a login that is configured no longer: the person logs in anew.
        return platform.HasLogin && ReadTokens(content) is { } tokens && platform.Launch.IsFor(tokens.BaseUrl.AbsoluteUri)
            ? new(platform.Launch.CreateCredential(tokens, new SessionTokenStore(this, slot, content)), IsShared: false, content.PatientId, tokens.Scope)
            : null;
    }

    // By the key that seals now, so that the old one can be taken away one day.
    private async ValueTask SealAgainAsync(StoredSession session, ConnectionSlot slot, CancellationToken cancellationToken)
    {
        if (!slot.IsLookedAt)
        {
            slot.IsLookedAt = true;
            var stored = slot.Stored;
            if (sealer.TryOpen(session, slot.Platform, stored, out var mustBeSealedAgain) is { } content && mustBeSealedAgain
                && await ReplaceAsync(session, slot.Platform, stored.Version, content, cancellationToken).ConfigureAwait(false) is { } again)
            {
                slot.Stored = again;
                await TellAsync(session.Id).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<CachedSession?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var cached = _cache.Find(id);
        if (cached is null)
        {
            var changes = _cache.Changes;
            if (await store.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
            {
                _cache.Remove(id);
                return null;
            }

            cached = _cache.Put(read, changes);
        }

        return cached.Session.ExpiresAt > time.GetUtcNow() ? await ExtendAsync(cached, cancellationToken).ConfigureAwait(false) : null;
    }

    private async ValueTask<CachedSession?> ExtendAsync(CachedSession cached, CancellationToken cancellationToken)
    {
        var session = cached.Session;
        if (SessionIdentity.IsLogin(session.Subject))
        {
            return cached;
        }

        var latest = session.CreatedAt + _options.MaximumLifetime;
        var end = time.GetUtcNow() + _options.IdleTimeout;
        end = end < latest ? end : latest;
        if (end - session.ExpiresAt < Shorter(LongestUnwritten, _options.IdleTimeout / 4))
        {
            return cached;
        }

        var changes = _cache.Changes;
        if (!await store.ExtendAsync(session.Id, end, cancellationToken).ConfigureAwait(false))
        {
            _cache.Remove(session.Id);
            return null;
        }

        return _cache.Put(session with { ExpiresAt = end }, cached.IsStale ? changes - 1 : changes);
    }
}
