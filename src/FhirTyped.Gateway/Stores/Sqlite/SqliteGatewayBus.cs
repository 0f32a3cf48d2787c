namespace FhirTyped.Gateway;

/// <summary>
/// Tells what changed through the SQLite file, so that other processes of the machine hear it too: within this process at once, from others after a tenth of a second, since
/// SQLite tells nobody of a change and has to be asked.
/// </summary>
internal sealed class SqliteGatewayBus(SqliteDatabase database) : IGatewayBus, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly BusListeners _listeners = new();
    private readonly SemaphoreSlim _start = new(1, 1);
    private readonly SemaphoreSlim _told = new(0);
    private readonly CancellationTokenSource _end = new();
    private Task? _listening;
    private long _last;

    /// <inheritdoc/>
    public async ValueTask PublishAsync(string topic, string message, CancellationToken cancellationToken = default)
    {
        StoreArguments.CheckMessage(topic, message);
        var (name, content) = (StoreText.Encode(topic), StoreText.Encode(message));
        await database.WriteAsync(
            isDurable: false, handle => handle.Execute("INSERT INTO message (topic, content, told_at) VALUES ($1, $2, $3)", name, content, database.Now), cancellationToken).ConfigureAwait(false);
        _told.Release();
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
                _last = await database.ReadAsync(static handle => (long)handle.Scalar("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'message'")!, cancellationToken).ConfigureAwait(false);
                _listening = Task.Run(ListenAsync, CancellationToken.None);
            }
        }
        finally
        {
            _start.Release();
        }

        return _listeners.Add(topic, received);
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

    private async Task ListenAsync()
    {
        SqliteHandle? handle = null;
        try
        {
            var version = 0L;
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    handle ??= database.Open();
                    if ((long)handle.Scalar("PRAGMA data_version")! is var now && now != version)
                    {
                        Deliver(handle);
                        version = now;
                    }
                }
                catch (Exception exception) when (exception is StoreUnavailableException or Microsoft.Data.Sqlite.SqliteException)
                {
                    // The file is not to be read now; what was told stands in it.
                    handle?.Dispose();
                    (handle, version) = (null, 0);
                }

                await _told.WaitAsync(Interval, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
        finally
        {
            handle?.Dispose();
        }
    }

    private void Deliver(SqliteHandle handle)
    {
        var messages = new List<(string Topic, string Content)>();
        using (var rows = handle.Query("SELECT id, topic, content FROM message WHERE id > $1 ORDER BY id", _last))
        {
            while (rows.Read())
            {
                _last = rows.GetInt64(0);
                messages.Add((StoreText.Decode(rows.GetFieldValue<byte[]>(1)), StoreText.Decode(rows.GetFieldValue<byte[]>(2))));
            }
        }

        foreach (var (topic, content) in messages)
        {
            _listeners.Deliver(topic, content);
        }
    }
}
