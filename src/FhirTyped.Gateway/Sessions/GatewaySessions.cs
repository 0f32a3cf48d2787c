using FhirTyped.Auth;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>The sessions of browsers and people, and the connections to platforms in them. All of it stands in the store, sealed; a node keeps what it has read for a moment.</summary>
internal sealed partial class GatewaySessions(
    ISessionStore store, ILeaseStore leases, IGatewayBus bus, ConnectionSealer sealer, ISecurityEvents events, IOptions<FhirGatewayOptions> options, TimeProvider time)
    : IGatewayConnections
{
    /// <summary>The topic of the bus on which a session's id is told when it, or a connection of it, has changed.</summary>
    public const string Topic = "session";

    private const string OfPerson = "person|";

    // How often the end of a session is written that is in use.
    private static readonly TimeSpan LongestUnwritten = TimeSpan.FromMinutes(1);

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
