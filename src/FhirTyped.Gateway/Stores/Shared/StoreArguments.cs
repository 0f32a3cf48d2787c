using System.Globalization;

namespace FhirTyped.Gateway;

/// <summary>What each store refuses, in the same words.</summary>
internal static class StoreArguments
{
    /// <summary>How long a node's name may be, in bytes of UTF-8: an index of PostgreSQL takes no more than 2,704.</summary>
    public const int MaximumNodeLength = 256;

    /// <summary>How long a topic may be, in bytes of UTF-8.</summary>
    public const int MaximumTopicLength = 128;

    /// <summary>How long a message of the bus may be, in bytes of UTF-8: PostgreSQL takes 8,000 with all that is around it.</summary>
    public const int MaximumMessageLength = 4096;

    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <exception cref="ArgumentException">It has connections.</exception>
    public static void CheckNew(StoredSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Connections.Count > 0)
        {
            throw new ArgumentException("A new session has no connections: they are set one by one.", nameof(session));
        }
    }

    /// <exception cref="ArgumentException">The new version is not higher, or what is not there would be removed.</exception>
    public static void CheckReplacement(long expectedVersion, StoredConnection? connection)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        if (connection is null ? expectedVersion == 0 : connection.Version <= expectedVersion)
        {
            throw new ArgumentException(
                connection is null ? "Version 0 is a connection that is not there: it cannot be removed." : "The version of the new connection is not higher than the one that it replaces.",
                nameof(connection));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is shorter than a millisecond.</exception>
    public static long CheckLife(TimeSpan life)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(life, TimeSpan.FromMilliseconds(1));
        return (long)life.TotalMilliseconds;
    }

    /// <summary>What gives a lease back: nobody can guess it.</summary>
    public static string NewOwner() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Checks that events are of one node and follow each other. Whether their hashes do is found when the chain is verified.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void CheckAudit(IReadOnlyList<AuditRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        for (var index = 0; index < records.Count; index++)
        {
            var record = records[index];
            if (record.Node != records[0].Node || record.Sequence != records[0].Sequence + index || record.Sequence < 1)
            {
                throw new ArgumentException("What is kept together is of one node, and its numbers follow each other.", nameof(records));
            }

            if (record.Hash.Length != AuditRecord.HashLength || record.PreviousHash.Length != AuditRecord.HashLength)
            {
                throw new ArgumentException($"A hash has {AuditRecord.HashLength} bytes.", nameof(records));
            }
        }

        if (records.Count > 0)
        {
            Check(records[0].Node, MaximumNodeLength, "The name of a node");
        }
    }

    /// <exception cref="ArgumentException">Topic or message is too long, or no Unicode.</exception>
    public static void CheckMessage(string topic, string message)
    {
        Check(topic, MaximumTopicLength, "A topic");
        ArgumentNullException.ThrowIfNull(message);
        if (StoreText.Encode(message).Length > MaximumMessageLength)
        {
            throw new ArgumentException($"A message has at most {MaximumMessageLength:N0} bytes.", nameof(message));
        }
    }

    /// <exception cref="ArgumentException">The topic is empty, too long, or no Unicode.</exception>
    public static void CheckTopic(string topic) => Check(topic, MaximumTopicLength, "A topic");

    /// <exception cref="ArgumentException">The kind is none, or the value is not there where it has to be.</exception>
    public static void CheckBlock(GatewayBlockKind kind, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentException("That is no kind of block.", nameof(kind));
        }

        // A block of a person without a person would stop nobody, and look as if it did.
        if ((kind == GatewayBlockKind.All) != (value.Length == 0))
        {
            throw new ArgumentException(kind == GatewayBlockKind.All ? "A block of everything has no value." : "A block of one needs to say which one.", nameof(value));
        }

        StoreText.Encode(value);
    }

    private static void Check(string text, int maximum, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (StoreText.Encode(text).Length > maximum)
        {
            throw new ArgumentException($"{what} has at most {maximum} bytes.", nameof(text));
        }
    }
}
