using System.Globalization;

namespace FhirTyped.Gateway;

/// <summary>The tables of the SQLite store. Texts are kept as bytes: of a text with a NUL, SQLite's functions see what is in front of it.</summary>
internal static class SqliteSchema
{
    /// <summary>The version that this code reads and writes.</summary>
    public const long Version = 1;

    private const string Tables = """
        CREATE TABLE session (id BLOB PRIMARY KEY, subject BLOB NOT NULL, subject_hash BLOB NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX session_subject ON session (subject_hash);
        CREATE INDEX session_end ON session (expires_at);
        CREATE TABLE connection (session BLOB NOT NULL REFERENCES session (id) ON DELETE CASCADE, platform BLOB NOT NULL, version INTEGER NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY (session, platform)) STRICT, WITHOUT ROWID;
        CREATE TABLE once (key BLOB PRIMARY KEY, value BLOB NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX once_end ON once (expires_at);
        CREATE TABLE lease (key BLOB PRIMARY KEY, owner TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE counter (key BLOB NOT NULL, start INTEGER NOT NULL, ends_at INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (key, start)) STRICT, WITHOUT ROWID;
        CREATE INDEX counter_end ON counter (ends_at);
        CREATE TABLE counter_member (key BLOB NOT NULL, start INTEGER NOT NULL, member BLOB NOT NULL, ends_at INTEGER NOT NULL, PRIMARY KEY (key, start, member)) STRICT, WITHOUT ROWID;
        CREATE INDEX counter_member_end ON counter_member (ends_at);
        CREATE TABLE block (kind INTEGER NOT NULL, value BLOB NOT NULL, reason BLOB NOT NULL, set_by BLOB NOT NULL, set_at INTEGER NOT NULL, PRIMARY KEY (kind, value)) STRICT, WITHOUT ROWID;
        CREATE TABLE audit (node BLOB NOT NULL, sequence INTEGER NOT NULL, recorded_at INTEGER NOT NULL, content BLOB NOT NULL, previous_hash BLOB NOT NULL, hash BLOB NOT NULL,
            PRIMARY KEY (node, sequence)) STRICT, WITHOUT ROWID;
        CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, topic BLOB NOT NULL, content BLOB NOT NULL, told_at INTEGER NOT NULL) STRICT;
        CREATE TABLE key_ring (name BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT;
        """;

    /// <summary>Makes the tables where there are none.</summary>
    /// <exception cref="InvalidOperationException">They are of a later version.</exception>
    public static void Ensure(SqliteHandle handle) => handle.Write(static handle =>
    {
        if (handle.Scalar("SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'") is null)
        {
            handle.Execute(Tables + "INSERT INTO schema_version VALUES (" + Version.ToString(CultureInfo.InvariantCulture) + ")");
        }
        else if ((long)handle.Scalar("SELECT version FROM schema_version")! is var found and not Version)
        {
            throw new InvalidOperationException($"The file of the SQLite store has schema {found}, and this version of the gateway knows schema {Version}: it was written by another one.");
        }

        return true;
    });
}
