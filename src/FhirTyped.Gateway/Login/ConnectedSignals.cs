using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Tells whoever waits for a person's login at a platform, on whatever node, that it is done.</summary>
internal sealed class ConnectedSignals(IGatewayBus bus, IOnceStore once, TimeProvider time)
{
    /// <summary>The topic of the bus.</summary>
    public const string Topic = "connected";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Each looks into the store every second, and holds a connection.
    private const int MostAtOnce = 10;

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Waiters> _waiters = new(StringComparer.Ordinal);

    /// <summary>Tells that a person is connected.</summary>
    /// <param name="subject">The person.</param>
    /// <param name="platform">The platform's id.</param>
    /// <param name="expiresAt">When the access token ends, or null where that is not known.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async ValueTask TellAsync(string subject, string platform, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var key = Key(subject, platform);
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(value, expiresAt?.ToUnixTimeSeconds() ?? 0);
        await once.TakeAsync(key, cancellationToken).ConfigureAwait(false);
        await once.PutAsync(key, value, time.GetUtcNow() + Life, cancellationToken).ConfigureAwait(false);
        Hear(key);
        try
        {
            await bus.PublishAsync(Topic, key, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // Whoever waits looks into the store each second.
        }
    }

    /// <summary>Forgets it: the person is not connected any more, or begins anew.</summary>
    public async ValueTask ForgetAsync(string subject, string platform, CancellationToken cancellationToken) =>
        await once.TakeAsync(Key(subject, platform), cancellationToken).ConfigureAwait(false);

    /// <summary>Hears that somebody is connected.</summary>
    public void Hear(string message)
    {
        if (_waiters.TryRemove(message, out var waiters))
        {
            waiters.Done.TrySetResult();
        }
    }

    /// <summary>Waits until a person is connected.</summary>
    /// <returns>Whether he is within the time; and when his access token ends, or null where that is not known.</returns>
    /// <exception cref="LoginRefusedException">Too many wait for this person and platform at this node.</exception>
    public async ValueTask<(bool IsConnected, DateTimeOffset? ExpiresAt)> WaitAsync(string subject, string platform, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var key = Key(subject, platform);
        try
        {
            return _counts.AddOrUpdate(key, 1, static (_, count) => count + 1) <= MostAtOnce ? await WaitAsync(key, timeout, cancellationToken).ConfigureAwait(false)
                : throw new LoginRefusedException(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many wait for this login already.");
        }
        finally
        {
            if (_counts.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0)
            {
                _counts.TryRemove(new(key, 0));
            }
        }
    }

    private async ValueTask<(bool IsConnected, DateTimeOffset? ExpiresAt)> WaitAsync(string key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + timeout;
        while (true)
        {
            // Before the look into the store: what is told in between is heard.
            var waiters = _waiters.GetOrAdd(key, static _ => new Waiters());
            if (await once.PeekAsync(key, cancellationToken).ConfigureAwait(false) is { Length: sizeof(long) } value)
            {
                var end = BinaryPrimitives.ReadInt64BigEndian(value.Span);
                return (true, end == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(end));
            }

            var rest = until - time.GetUtcNow();
            if (rest <= TimeSpan.Zero)
            {
                // Others who wait for the same look into the store themselves.
                _waiters.TryRemove(new(key, waiters));
                return (false, null);
            }

            try
            {
                await waiters.Done.Task.WaitAsync(rest < Pause ? rest : Pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Time to look into the store.
            }
            catch (OperationCanceledException)
            {
                _waiters.TryRemove(new(key, waiters));
                throw;
            }
        }
    }

    private static string Key(string subject, string platform) => "connected|" + SessionIdentity.HashOf(subject) + "|" + platform;

    private sealed class Waiters
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
