using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;

namespace FhirTyped.Gateway.PostgreSql;

/// <summary>
/// Tells what changed by LISTEN and NOTIFY, on a connection of its own. After the server was away it is listened to again; what was told meanwhile is lost. Topic and message
/// are written in base64: PostgreSQL takes neither a NUL nor a name of any length.
/// </summary>
internal sealed class PostgreSqlGatewayBus(PostgreSqlDatabase database) : IGatewayBus, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly BusListeners _listeners = new();
    private readonly SemaphoreSlim _start = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private volatile Exception? _failure;
    private Task? _listening;

    /// <inheritdoc/>
    public async ValueTask PublishAsync(string topic, string message, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckMessage(topic, message);
        var channel = await GetChannelAsync(cancellationToken).ConfigureAwait(false);
        var content = Base64Url.EncodeToString(StoreText.Encode(topic)) + " " + Base64Url.EncodeToString(StoreText.Encode(message));
        await database.ScalarAsync("SELECT pg_notify($1, $2)", [channel, content], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> SubscribeAsync(string topic, Action<string> received, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckTopic(topic);
        await _start.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_listening is null)
            {
                var channel = await GetChannelAsync(cancellationToken).ConfigureAwait(false);
                var connection = await ConnectAsync(channel, cancellationToken).ConfigureAwait(false);
                _listening = Task.Run(() => ListenAsync(channel, connection), CancellationToken.None);
            }
        }
        catch (Exception exception) when (PostgreSqlDatabase.IsUnavailable(exception))
        {
            throw new StoreUnavailableException("PostgreSQL", exception);
        }
        finally
        {
            _start.Release();
        }

        return _failure is { } failure ? throw new StoreUnavailableException("PostgreSQL", failure) : _listeners.Add(topic, received);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_listening is not null)
        {
            await _listening.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Cancel();

    // Gateways that do not belong together may have schemas of one database.
    private async ValueTask<string> GetChannelAsync(CancellationToken cancellationToken) =>
        "fhirtyped_" + Convert.ToHexStringLower(SHA256.HashData(StoreText.Encode(await database.GetSchemaAsync(cancellationToken).ConfigureAwait(false))).AsSpan(0, 16));

    private async Task<NpgsqlConnection> ConnectAsync(string channel, CancellationToken cancellationToken)
    {
        var connection = database.NewListener();
        try
        {
            connection.Notification += (_, notification) => Deliver(notification.Payload);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var command = PostgreSqlDatabase.Command(connection, "LISTEN " + channel);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ListenAsync(string channel, NpgsqlConnection? connection)
    {
        var pause = FirstPause;
        try
        {
            while (true)
            {
                try
                {
                    connection ??= await ConnectAsync(channel, _end.Token).ConfigureAwait(false);
                    (_failure, pause) = (null, FirstPause);
                    while (true)
                    {
                        await connection.WaitAsync(_end.Token).ConfigureAwait(false);
                    }
                }
                catch (Exception exception) when (PostgreSqlDatabase.IsUnavailable(exception))
                {
                    _failure = exception;
                    await DisposeAsync(connection).ConfigureAwait(false);
                    connection = null;
                }

                await Task.Delay(pause, TimeProvider.System, _end.Token).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            await DisposeAsync(connection).ConfigureAwait(false);
        }
    }

    private static ValueTask DisposeAsync(NpgsqlConnection? connection) => connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Deliver(string content)
    {
        // Anybody who may connect to the database can tell something else.
        if (content.Split(' ') is [var topic, var message] && Base64Url.IsValid(topic) && Base64Url.IsValid(message))
        {
            _listeners.Deliver(StoreText.Decode(Base64Url.DecodeFromChars(topic)), StoreText.Decode(Base64Url.DecodeFromChars(message)));
        }
    }
}
