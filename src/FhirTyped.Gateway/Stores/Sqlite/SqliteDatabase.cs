using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace FhirTyped.Gateway;

/// <summary>
/// The file that the SQLite stores share: one writer at a time, and as many readers as ask. Several processes of one machine may have it open. SQLite has no asynchronous
/// calls: what waits for the disk holds its thread, what waits for its turn does not.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const long SweepInterval = 60_000;
    private const long MessageLife = 600_000;
    private const int ConstraintFailed = 19;

    private static readonly string[] Ended =
    [
        "DELETE FROM session WHERE expires_at <= $1",
        "DELETE FROM once WHERE expires_at <= $1",
        "DELETE FROM lease WHERE expires_at <= $1",
        "DELETE FROM counter WHERE ends_at <= $1",
        "DELETE FROM counter_member WHERE ends_at <= $1",
    ];

    private readonly string _connectionString;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentBag<SqliteHandle> _readers = [];
    private readonly SqliteHandle?[] _writers = new SqliteHandle?[2];
    private volatile bool _isReady;
    private volatile bool _isDisposed;
    private long _nextSweep;

    public SqliteDatabase(string path, TimeProvider clock)
    {
        Path = System.IO.Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, ForeignKeys = true, DefaultTimeout = 5 }.ToString();
        _clock = clock;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What time it is, in milliseconds since 1970.</summary>
    public long Now => StoreArguments.Milliseconds(_clock.GetUtcNow());

    /// <summary>The clock of the store.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Reads.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteHandle, T> read, CancellationToken cancellationToken)
    {
        if (!_isReady)
        {
            await WriteAsync(isDurable: true, static _ => true, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return ReadBlocking(read);
    }

    /// <summary>Writes, all or nothing.</summary>
    /// <param name="isDurable">Whether it must have returned only once it stands on the disk.</param>
    /// <param name="write">Writes.</param>
    /// <param name="cancellationToken">Cancels waiting for the turn; what has begun is ended.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be written.</exception>
    public async ValueTask<T> WriteAsync<T>(bool isDurable, Func<SqliteHandle, T> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return WriteInTurn(isDurable, write);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, for one who cannot wait asynchronously.</summary>
    public T ReadBlocking<T>(Func<SqliteHandle, T> read)
    {
        if (!_isReady)
        {
            WriteBlocking(isDurable: true, static _ => true);
        }

        return Guard(() =>
        {
            var handle = _readers.TryTake(out var kept) ? kept : SqliteHandle.Open(_connectionString, isDurable: false);
            try
            {
                var result = read(handle);
                _readers.Add(handle);
                return result;
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        });
    }

    /// <summary>As <see cref="WriteAsync"/>, for one who cannot wait asynchronously.</summary>
    public T WriteBlocking<T>(bool isDurable, Func<SqliteHandle, T> write)
    {
        _turn.Wait();
        try
        {
            return WriteInTurn(isDurable, write);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A connection of the caller's own, who disposes of it.</summary>
    public SqliteHandle Open() => Guard(() => SqliteHandle.Open(_connectionString, isDurable: false));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _turn.Wait();
        Array.ForEach(_writers, static writer => writer?.Dispose());
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _turn.Release();
    }

    private T WriteInTurn<T>(bool isDurable, Func<SqliteHandle, T> write) => Guard(() =>
    {
        Prepare();
        ref var writer = ref _writers[isDurable ? 1 : 0];
        try
        {
            writer ??= SqliteHandle.Open(_connectionString, isDurable);
            return writer.Write(handle =>
            {
                var result = write(handle);
                if (Now is var now && now >= _nextSweep)
                {
                    Sweep(handle, now);
                }

                return result;
            });
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode != ConstraintFailed)
        {
            writer?.Dispose();
            writer = null;
            throw;
        }
    });

    private void Sweep(SqliteHandle writer, long now)
    {
        foreach (var sql in Ended)
        {
            writer.Execute(sql, now);
        }

        writer.Execute("DELETE FROM message WHERE told_at <= $1", now - MessageLife);
        _nextSweep = now + SweepInterval;
    }

    private void Prepare()
    {
        if (_isReady)
        {
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (!File.Exists(Path))
        {
            // SQLite gives its other files the permissions of this one.
            OwnerOnlyFile.Open(Path, FileMode.OpenOrCreate).Dispose();
        }

        using var handle = SqliteHandle.Open(_connectionString, isDurable: true);
        SqliteSchema.Ensure(handle);
        _isReady = true;
    }

    private T Guard<T>(Func<T> run)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || exception is SqliteException { SqliteErrorCode: not ConstraintFailed })
        {
            throw new StoreUnavailableException("SQLite", exception);
        }
    }
}
