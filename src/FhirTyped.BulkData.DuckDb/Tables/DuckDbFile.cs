using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>Connections to DuckDB that reach nothing but their file, and a folder where one is named.</summary>
internal static class DuckDbFile
{
    private const int MostThreads = 4;

    /// <summary>Opens a database to write to.</summary>
    public static DuckDBConnection Create(string file, string folder, FhirTableOptions options)
    {
        var connection = Open(file, readOnly: false);
        try
        {
            // Each of its threads holds rows of its own.
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SET memory_limit = '{options.DuckDbMemory}MiB'"));
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SET threads = {Math.Min(options.Parallelism, MostThreads)}"));
            Execute(connection, $"SET temp_directory = {Literal(file + ".tmp")}");
            Lock(connection, folder);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database to read from, with access to nothing else.</summary>
    public static DuckDBConnection OpenReadOnly(string file)
    {
        var connection = Open(file, readOnly: true);
        try
        {
            Lock(connection, null);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The number that a query gives.</summary>
    public static long Number(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>A text in SQL: only paths that the caller chose, never data.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static DuckDBConnection Open(string file, bool readOnly)
    {
        var settings = new DbConnectionStringBuilder { ["DataSource"] = file };
        if (readOnly)
        {
            settings["ACCESS_MODE"] = "READ_ONLY";
        }

        var connection = new DuckDBConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // In this order: a folder can only be allowed while all is, and after the last line nothing can be changed any more.
    private static void Lock(DuckDBConnection connection, string? folder)
    {
        Execute(connection, "SET autoinstall_known_extensions = false");
        Execute(connection, "SET autoload_known_extensions = false");
        if (folder is not null)
        {
            Execute(connection, $"SET allowed_directories = [{Literal(folder)}]");
        }

        Execute(connection, "SET enable_external_access = false");
        Execute(connection, "SET lock_configuration = true");
    }
}
