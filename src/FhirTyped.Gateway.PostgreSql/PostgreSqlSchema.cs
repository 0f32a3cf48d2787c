using System.Globalization;
using Npgsql;

namespace FhirTyped.Gateway.PostgreSql;

/// <summary>The tables of the PostgreSQL store, in the schema that the connection's search path names first. Texts are kept as bytes: PostgreSQL's text has no NUL.</summary>
internal static class PostgreSqlSchema
{
    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 1;

    // Whoever makes the tables holds it meanwhile; "FhirTyped" in figures.
    private const long Lock = 0x4668_6972_5479_7001;

    // What is not logged is quick, and gone after a crash of the server: counts begin anew, and leases are free.
    private const string Tables = """
        CREATE TABLE gateway_session (id bytea PRIMARY KEY, subject bytea NOT NULL, subject_hash bytea NOT NULL, created_at bigint NOT NULL, expires_at bigint NOT NULL);
        CREATE INDEX gateway_session_subject ON gateway_session (subject_hash);
        CREATE INDEX gateway_session_end ON gateway_session (expires_at);
        CREATE TABLE gateway_connection (session bytea NOT NULL REFERENCES gateway_session (id) ON DELETE CASCADE, platform_hash bytea NOT NULL, platform bytea NOT NULL,
            version bigint NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (session, platform_hash));
        CREATE TABLE gateway_once (key bytea PRIMARY KEY, value bytea NOT NULL, expires_at bigint NOT NULL);
        CREATE INDEX gateway_once_end ON gateway_once (expires_at);
        CREATE UNLOGGED TABLE gateway_lease (key bytea PRIMARY KEY, owner text NOT NULL, expires_at bigint NOT NULL);
        CREATE UNLOGGED TABLE gateway_counter (key bytea NOT NULL, start bigint NOT NULL, ends_at bigint NOT NULL, count bigint NOT NULL, PRIMARY KEY (key, start));
        CREATE INDEX gateway_counter_end ON gateway_counter (ends_at);
        CREATE UNLOGGED TABLE gateway_counter_member (key bytea NOT NULL, start bigint NOT NULL, member bytea NOT NULL, ends_at bigint NOT NULL, PRIMARY KEY (key, start, member));
        CREATE INDEX gateway_counter_member_end ON gateway_counter_member (ends_at);
        CREATE TABLE gateway_block (kind int NOT NULL, value_hash bytea NOT NULL, value bytea NOT NULL, reason bytea NOT NULL, set_by bytea NOT NULL, set_at bigint NOT NULL,
            PRIMARY KEY (kind, value_hash));
        CREATE TABLE gateway_audit (node bytea NOT NULL, sequence bigint NOT NULL, recorded_at bigint NOT NULL, content bytea NOT NULL, previous_hash bytea NOT NULL,
            hash bytea NOT NULL, PRIMARY KEY (node, sequence));
        CREATE TABLE gateway_key_ring (name_hash bytea PRIMARY KEY, name bytea NOT NULL, sealed bytea NOT NULL);
        CREATE TABLE gateway_schema_version (version int NOT NULL);
        """;

    /// <summary>Makes the tables where there are none.</summary>
    /// <returns>The schema that they are in.</returns>
    /// <exception cref="InvalidOperationException">They are of another version, there is no schema for them, or the server answers before it has written.</exception>
    public static string Ensure(NpgsqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, "SELECT pg_advisory_xact_lock(" + Lock.ToString(CultureInfo.InvariantCulture) + ")");
        var schema = Execute(connection, "SELECT current_schema()") as string
            ?? throw new InvalidOperationException("The search path of the PostgreSQL store names no schema that there is: create one, or name it in the connection string (Search Path).");
        if (Execute(connection, "SELECT current_setting('fsync') = 'off' OR current_setting('synchronous_commit') = 'off'") is true)
        {
            throw new InvalidOperationException(
                "The PostgreSQL server says that something is kept before it is on the disk (fsync or synchronous_commit is off): an audit event that was acknowledged could be lost.");
        }

        if (Execute(connection, "SELECT to_regclass(quote_ident(current_schema()) || '.gateway_schema_version')::text") is not string)
        {
            Execute(connection, Tables + "INSERT INTO gateway_schema_version VALUES (" + Version.ToString(CultureInfo.InvariantCulture) + ")");
        }
        else if (Execute(connection, "SELECT version FROM gateway_schema_version") is var found and not Version)
        {
            throw new InvalidOperationException($"The tables of the PostgreSQL store have version {found}, and this version of the gateway knows {Version}: they were made by another one.");
        }

        transaction.Commit();
        return schema;
    }

    private static object? Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
