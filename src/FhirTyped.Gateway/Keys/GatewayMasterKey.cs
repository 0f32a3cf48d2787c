using System.Diagnostics;

namespace FhirTyped.Gateway;

/// <summary>A master key: what the gateway keeps is sealed with keys that are made of it.</summary>
public sealed class GatewayMasterKey
{
    /// <summary>How long a key is, in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>How long an id may be.</summary>
    public const int MaximumIdLength = 64;

    /// <summary>Takes a key.</summary>
    /// <param name="id">Its id, which stands in what is sealed with it: 1 to 64 letters, digits, dots, underscores and hyphens of ASCII. It is no secret.</param>
    /// <param name="key">The key: 32 bytes of a random generator. They are copied.</param>
    /// <param name="isPrimary">Whether it is the one that seals. The others open what was sealed before.</param>
    /// <exception cref="ArgumentException">The id is none, the key has another length, or all its bytes are the same.</exception>
    public GatewayMasterKey(string id, ReadOnlySpan<byte> key, bool isPrimary)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!IsId(id))
        {
            throw new ArgumentException("The id of a key has 1 to 64 letters, digits, dots, underscores and hyphens of ASCII.", nameof(id));
        }

        if (ProblemOf(key) is { } problem)
        {
            throw new ArgumentException(problem, nameof(key));
        }

        (Id, IsPrimary, Key) = (id, isPrimary, key.ToArray());
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Whether it is the one that seals.</summary>
    public bool IsPrimary { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal byte[] Key { get; }

    /// <summary>The id alone.</summary>
    public override string ToString() => Id;

    /// <summary>Whether a text can be the id of a key.</summary>
    internal static bool IsId(string id) =>
        id.Length is > 0 and <= MaximumIdLength && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    /// <summary>What is wrong with a key, or null; never the key.</summary>
    internal static string? ProblemOf(ReadOnlySpan<byte> key) =>
        key.Length != KeyLength ? $"A key has {KeyLength} bytes, and this one has {key.Length}."
        : key.IndexOfAnyExcept(key[0]) < 0 ? "All bytes of this key are the same: it comes of no random generator."
        : null;
}
