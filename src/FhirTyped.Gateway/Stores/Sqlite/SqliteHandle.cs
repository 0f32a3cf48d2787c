using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FhirTyped.Gateway;

/// <summary>A connection to the file with its prepared commands. Not thread-safe.</summary>
internal sealed class SqliteHandle : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private SqliteHandle(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens a connection.</summary>
    /// <param name="connectionString">Which file.</param>
    /// <param name="isDurable">Whether a commit has returned only once it stands on the disk. Otherwise a loss of power may take the last ones; the end of the process takes none.</param>
    /// <exception cref="InvalidOperationException">The file cannot be kept in WAL mode.</exception>
    public static SqliteHandle Open(string connectionString, bool isDurable)
    {
        var handle = new SqliteHandle(new(connectionString));
        try
        {
            handle._connection.Open();
            handle.Execute("PRAGMA busy_timeout = 5000");
            if (handle.Scalar("PRAGMA journal_mode = WAL") is not "wal")
            {
                throw new InvalidOperationException("The file of the SQLite store cannot be kept in WAL mode: it has to lie on a local disk.");
            }

            handle.Execute(isDurable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Writes, all or nothing. Others wait meanwhile.</summary>
    public T Write<T>(Func<SqliteHandle, T> write)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            var result = write(this);
            Execute("COMMIT");
            return result;
        }
        catch
        {
            try
            {
                Execute("ROLLBACK");
            }
            catch (SqliteException)
            {
                // SQLite did so itself, as where the disk is full.
            }

            throw;
        }
    }

    /// <summary>Runs a command with its values, <c>$1</c> and on.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first value of the first row, or null where there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteScalar();

    /// <summary>The rows.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteReader();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var index = 0; index < values.Length; index++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (index + 1).ToString(CultureInfo.InvariantCulture) });
            }

            _commands.Add(sql, command);
        }

        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        return command;
    }
}
