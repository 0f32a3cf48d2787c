using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>One link of a node's chain of audit events: each holds the hash of the one before, so that none can be changed, taken out or put in without all that follow showing it.</summary>
/// <param name="Node">The node that wrote it.</param>
/// <param name="Sequence">Its number; the first of a node is 1.</param>
/// <param name="RecordedAt">When it was written.</param>
/// <param name="Content">The event as JSON, to the byte.</param>
/// <param name="PreviousHash">The hash of the one before; 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 over all that is above.</param>
public sealed record AuditRecord(string Node, long Sequence, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> PreviousHash, ReadOnlyMemory<byte> Hash)
{
    /// <summary>How long a hash is, in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>Whether its hash is that of what it holds.</summary>
    public bool IsIntact => Hash.Span.SequenceEqual(HashOf(Node, Sequence, RecordedAt, Content.Span, PreviousHash.Span));

    /// <summary>Makes the link that follows another.</summary>
    /// <param name="node">The node that writes it.</param>
    /// <param name="previous">The one before, or null for the first.</param>
    /// <param name="recordedAt">When it is written; kept to the millisecond.</param>
    /// <param name="content">The event as JSON.</param>
    public static AuditRecord After(string node, AuditRecord? previous, DateTimeOffset recordedAt, ReadOnlyMemory<byte> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(recordedAt.ToUnixTimeMilliseconds());
        var (sequence, before) = previous is null ? (1L, new byte[HashLength]) : (previous.Sequence + 1, previous.Hash);
        return new(node, sequence, time, content, before, HashOf(node, sequence, time, content.Span, before.Span));
    }

    /// <summary>The node and the number.</summary>
    public override string ToString() => $"{Node}/{Sequence}";

    private static byte[] HashOf(string node, long sequence, DateTimeOffset recordedAt, ReadOnlySpan<byte> content, ReadOnlySpan<byte> previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var name = Encoding.UTF8.GetBytes(node);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, name.Length);
        hash.AppendData(number);
        hash.AppendData(name);
        BinaryPrimitives.WriteInt64BigEndian(number, sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, recordedAt.ToUnixTimeMilliseconds());
        hash.AppendData(number);
        hash.AppendData(previous);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
