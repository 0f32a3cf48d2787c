using System.Buffers.Text;
using System.Globalization;
using System.Text;
using FhirTyped.Gateway;
using StackExchange.Redis;

namespace FhirTyped.Gateway.Redis;

/// <summary>
/// The server that the Redis stores share. Only commands that Garnet has as well: no scripts, no streams. What changes more than one thing changes one key, by MULTI with
/// conditions: a cluster serves as well.
/// </summary>
internal sealed class RedisDatabase(ConfigurationOptions options, string prefix, TimeProvider clock) : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan SubscribePause = TimeSpan.FromMilliseconds(50);

    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(prefix);
    private readonly SemaphoreSlim _connect = new(1, 1);
    private volatile ConnectionMultiplexer? _connection;
    private volatile bool _isDisposed;

    /// <summary>The clock of this node.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What time it is, in milliseconds since 1970.</summary>
    public long Now => StoreArguments.Milliseconds(clock.GetUtcNow());

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">It is none; the message does not hold it.</exception>
    public static ConfigurationOptions ReadOptions(string connectionString)
    {
        // Without what happened, and outside of the catch: it may hold a part of the text, and that a password.
        var options = TryParse(connectionString)
            ?? throw new ArgumentException("The connection string of Redis cannot be read: host:port,password=…,ssl=true is one.", nameof(connectionString));
        if (options.EndPoints.Count == 0)
        {
            throw new ArgumentException("The connection string of Redis names no server: host:port is one.", nameof(connectionString));
        }

        // A server that is not there yet is asked again; what is asked meanwhile fails at once, and waits for nothing.
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;

        // Keys say something of people.
        options.IncludeDetailInExceptions = false;
        return options;
    }

    /// <summary>A key: of which kind, and of what.</summary>
    public RedisKey Key(string kind, byte[] hash, long? window = null)
    {
        var text = kind + ":" + Base64Url.EncodeToString(hash) + (window is { } start ? ":" + start.ToString(CultureInfo.InvariantCulture) : "");
        return Key(text);
    }

    /// <summary>A key that there is once.</summary>
    public RedisKey Key(string name) => (byte[])[.. _prefix, .. Encoding.UTF8.GetBytes(name)];

    /// <summary>A channel.</summary>
    public RedisChannel Channel(string topic) => RedisChannel.Literal((byte[])[.. _prefix, .. "bus:"u8, .. StoreText.Encode(topic)]);

    /// <summary>Asks the server.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached, or refused.</exception>
    public async ValueTask<T> RunAsync<T>(Func<IDatabase, Task<T>> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var connection = _connection ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
            return await run(connection.GetDatabase()).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException("Redis", exception);
        }
    }

    /// <summary>As <see cref="RunAsync"/>, for one who cannot wait asynchronously.</summary>
    public T RunBlocking<T>(Func<IDatabase, T> run)
    {
        try
        {
            return run((_connection ?? ConnectBlocking()).GetDatabase());
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException("Redis", exception);
        }
    }

    /// <summary>Runs what changes a key if nobody else changes it meanwhile; where somebody did, again.</summary>
    /// <param name="prepare">Adds conditions and commands to the transaction, from what it reads. False where there is nothing to do.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether it was done: not where a condition is not met, or there is nothing to do.</returns>
    public ValueTask<bool> ChangeAsync(Func<IDatabase, ITransaction, Task<bool>> prepare, CancellationToken cancellationToken) => RunAsync(
        async database =>
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var transaction = database.CreateTransaction();
                if (!await prepare(database, transaction).ConfigureAwait(false))
                {
                    return false;
                }

                if (await transaction.ExecuteAsync().ConfigureAwait(false))
                {
                    return true;
                }

                // A condition that is not met, or somebody was faster: what is read now tells which.
            }
        },
        cancellationToken);

    /// <summary>Listens to a channel.</summary>
    public async ValueTask<ChannelMessageQueue> SubscribeAsync(RedisChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            var connection = _connection ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
            var deadline = Environment.TickCount64 + options.ConnectTimeout;
            while (true)
            {
                try
                {
                    return await connection.GetSubscriber().SubscribeAsync(channel).WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (RedisConnectionException) when (connection.IsConnected && Environment.TickCount64 < deadline)
                {
                    // Messages come over a connection of their own, which is made after the one for commands.
                    await Task.Delay(SubscribePause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException("Redis", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_connection is { } connection)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _connection?.Dispose();
    }

    private static ConfigurationOptions? TryParse(string connectionString)
    {
        try
        {
            return ConfigurationOptions.Parse(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static bool IsUnavailable(Exception exception) => exception is RedisException or RedisTimeoutException or System.Net.Sockets.SocketException or IOException;

    private async ValueTask<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connect.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
        }
        finally
        {
            _connect.Release();
        }
    }

    private ConnectionMultiplexer ConnectBlocking()
    {
        _connect.Wait();
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _connection ??= ConnectionMultiplexer.Connect(options);
        }
        finally
        {
            _connect.Release();
        }
    }
}
