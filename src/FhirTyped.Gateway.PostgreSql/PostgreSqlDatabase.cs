using Npgsql;

namespace FhirTyped.Gateway.PostgreSql;

/// <summary>The database that the PostgreSQL stores share.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlConnectionStringBuilder options, TimeProvider clock) : IAsyncDisposable, IDisposable
{
    private const long SweepInterval = 60_000;

    private static readonly string[] Ended =
    [
        "DELETE FROM gateway_session WHERE expires_at <= $1",
        "DELETE FROM gateway_once WHERE expires_at <= $1",
        "DELETE FROM gateway_lease WHERE expires_at <= $1",
        "DELETE FROM gateway_counter WHERE ends_at <= $1",
        "DELETE FROM gateway_counter_member WHERE ends_at <= $1",
    ];

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(options);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile string? _schema;
    private long _nextSweep;

    /// <summary>The clock of this node.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What time it is, in milliseconds since 1970.</summary>
    public long Now => StoreArguments.Milliseconds(clock.GetUtcNow());

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">It is none, or names no server; the message does not hold it.</exception>
    public static NpgsqlConnectionStringBuilder ReadOptions(string connectionString)
    {
        // Without what happened, and outside of the catch: it may hold a part of the text, and that a password.
        var options = TryParse(connectionString)
            ?? throw new ArgumentException("The connection string of PostgreSQL cannot be read: Host=…;Database=…;Username=…;Password=… is one.", nameof(connectionString));
        return string.IsNullOrEmpty(options.Host)
            ? throw new ArgumentException("The connection string of PostgreSQL names no server: Host=… is missing.", nameof(connectionString))
            : options;
    }

    /// <summary>A connection of the caller's own, outside of the pool, which notices when the server is gone.</summary>
    public NpgsqlConnection NewListener() => new(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, KeepAlive = 15 }.ConnectionString);

    /// <summary>The schema that the tables are in.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be reached.</exception>
    public async ValueTask<string> GetSchemaAsync(CancellationToken cancellationToken)
    {
        if (_schema is { } schema)
        {
            return schema;
        }

        // One thread waits for the server; the others, however many ask, wait for none.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(EnsureSchema, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs commands.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be reached, or refused.</exception>
    public async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        await GetSchemaAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await run(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException("PostgreSQL", exception);
        }
    }

    /// <summary>Runs one command that changes something, with its values, <c>$1</c> and on.</summary>
    /// <returns>How many rows it changed.</returns>
    public async ValueTask<int> ExecuteAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        var count = await RunAsync(
            async (connection, token) =>
            {
                var command = Command(connection, sql, values);
                await using (command.ConfigureAwait(false))
                {
                    return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>The first value of the first row of a command that changes something, or null where there is none.</summary>
    public async ValueTask<object?> ScalarAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        var value = await RunAsync(
            async (connection, token) =>
            {
                var command = Command(connection, sql, values);
                await using (command.ConfigureAwait(false))
                {
                    return await command.ExecuteScalarAsync(token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        return value;
    }

    /// <summary>The rows of a command.</summary>
    public ValueTask<List<T>> QueryAsync<T>(string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) => RunAsync(
        async (connection, token) =>
        {
            var command = Command(connection, sql, values);
            await using (command.ConfigureAwait(false))
            {
                var rows = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (rows.ConfigureAwait(false))
                {
                    var result = new List<T>();
                    while (await rows.ReadAsync(token).ConfigureAwait(false))
                    {
                        result.Add(read(rows));
                    }

                    return result;
                }
            }
        },
        cancellationToken);

    /// <summary>As <see cref="RunAsync"/>, for one who cannot wait asynchronously.</summary>
    public T RunBlocking<T>(Func<NpgsqlConnection, T> run)
    {
        _turn.Wait();
        try
        {
            EnsureSchema();
        }
        finally
        {
            _turn.Release();
        }

        try
        {
            using var connection = _source.OpenConnection();
            return run(connection);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException("PostgreSQL", exception);
        }
    }

    /// <summary>A command with its values, <c>$1</c> and on.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    /// <summary>Whether an exception says that the store cannot be used now. That something is there already is none of these.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is not (PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation),
        NpgsqlException or System.Net.Sockets.SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static NpgsqlConnectionStringBuilder? TryParse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private string EnsureSchema()
    {
        if (_schema is { } found)
        {
            return found;
        }

        try
        {
            using var connection = _source.OpenConnection();
            return _schema = PostgreSqlSchema.Ensure(connection);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException("PostgreSQL", exception);
        }
    }

    private async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        var (now, next) = (Now, Volatile.Read(ref _nextSweep));
        if (now < next || Interlocked.CompareExchange(ref _nextSweep, now + SweepInterval, next) != next)
        {
            return;
        }

        try
        {
            foreach (var sql in Ended)
            {
                await RunAsync(
                    async (connection, token) =>
                    {
                        var command = Command(connection, sql, now);
                        await using (command.ConfigureAwait(false))
                        {
                            return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                        }
                    },
                    cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException)
        {
            // What was asked for is done; another node may sweep at the same time, and the next minute is soon.
        }
    }
}
