using FhirTyped.Gateway;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Redis;

/// <summary>Tells what changed through Redis. After the server was away, it is listened to again by itself; what was told meanwhile is lost.</summary>
internal sealed class RedisGatewayBus(RedisDatabase redis) : IGatewayBus
{
    /// <inheritdoc/>
    public async ValueTask PublishAsync(string topic, string message, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckMessage(topic, message);
        var (channel, content) = (redis.Channel(topic), StoreText.Encode(message));
        await redis.RunAsync(database => database.PublishAsync(channel, content), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> SubscribeAsync(string topic, Action<string> received, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(received);
        StoreArguments.CheckTopic(topic);
        var queue = await redis.SubscribeAsync(redis.Channel(topic), cancellationToken).ConfigureAwait(false);
        queue.OnMessage(message =>
        {
            try
            {
                received(StoreText.Decode((byte[])message.Message!));
            }
            catch (Exception)
            {
                // One that fails must not keep the next message from being heard.
            }
        });
        return new Subscription(queue);
    }

    private sealed class Subscription(ChannelMessageQueue queue) : IAsyncDisposable
    {
        private int _isEnded;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isEnded, 1) == 0)
            {
                try
                {
                    await queue.UnsubscribeAsync().ConfigureAwait(false);
                }
                catch (RedisException)
                {
                    // The server is away: so is the subscription.
                }
            }
        }
    }
}
