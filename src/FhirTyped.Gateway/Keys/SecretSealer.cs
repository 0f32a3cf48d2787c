using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>
/// Seals what a store keeps, so that whoever reads or changes the store learns nothing and can move nothing: AES-256-GCM, with a key for each record that is made of the
/// master key by HKDF-SHA256 (RFC 5869), bound to what it is for and to the record that it stands in.
/// </summary>
/// <remarks>
/// Thread-safe. A sealed record is: version (1 byte, 1), length of the key's id (1), the key's id, salt (16), nonce (12), ciphertext, tag (16). The key is HKDF(master key,
/// salt, label and purpose). What is authenticated besides: all in front of the nonce, the purpose, and the context, each with its length. A cipher object is made for each
/// call: one that threads share gives wrong answers.
/// </remarks>
internal sealed class SecretSealer
{
    /// <summary>How long a secret may be, in bytes.</summary>
    public const int MaximumLength = 1024 * 1024;

    /// <summary>How much context there may be, in bytes of UTF-8 with 4 for each part.</summary>
    public const int MaximumContextLength = 16 * 1024;

    private const byte Version = 1;
    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int MaximumPurposeLength = 64;

    private static readonly byte[] Label = "FhirTyped.Gateway sealed record 1\0"u8.ToArray();
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private volatile KeySet? _keys;

    /// <summary>One without keys: <see cref="Use"/> gives them to it.</summary>
    public SecretSealer()
    {
    }

    /// <summary>One with keys.</summary>
    /// <inheritdoc cref="Use"/>
    public SecretSealer(IReadOnlyList<GatewayMasterKey> keys) => Use(keys);

    /// <summary>Takes keys, in the place of those before.</summary>
    /// <exception cref="InvalidOperationException">There is none, none or more than one is primary, or two have the same id.</exception>
    public void Use(IReadOnlyList<GatewayMasterKey> keys)
    {
        if (keys.Count(static key => key.IsPrimary) != 1)
        {
            throw new InvalidOperationException($"Exactly one master key is the primary one, which seals: {keys.Count(static key => key.IsPrimary)} of {keys.Count} are.");
        }

        if (keys.GroupBy(static key => key.Id, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } same)
        {
            throw new InvalidOperationException($"{same.Count()} master keys have the id '{same.Key}'.");
        }

        _keys = new(keys.Single(static key => key.IsPrimary), keys.ToDictionary(static key => key.Id, StringComparer.Ordinal));
    }

    private KeySet Keys => _keys ?? throw new InvalidOperationException("The master keys have not been read yet: that happens when the host starts.");

    /// <summary>Seals a secret with the primary key.</summary>
    /// <param name="purpose">What it is for: 1 to 64 characters of ASCII. Another purpose has other keys.</param>
    /// <param name="context">Which record it stands in: subject, session, platform, version. It opens with the same context only.</param>
    /// <param name="plaintext">The secret, at most <see cref="MaximumLength"/>.</param>
    /// <exception cref="ArgumentException">The purpose is none, the context is too long or no valid Unicode, or the secret is too long.</exception>
    public byte[] Seal(string purpose, ReadOnlySpan<string> context, ReadOnlySpan<byte> plaintext)
    {
        if (plaintext.Length > MaximumLength)
        {
            throw new ArgumentException($"At most {MaximumLength:N0} bytes can be sealed, and these are {plaintext.Length:N0}.", nameof(plaintext));
        }

        var primary = Keys.Primary;
        var head = 2 + primary.Id.Length + SaltLength;
        var result = new byte[head + NonceLength + plaintext.Length + TagLength];
        (result[0], result[1]) = (Version, (byte)primary.Id.Length);
        Encoding.ASCII.GetBytes(primary.Id, result.AsSpan(2));
        RandomNumberGenerator.Fill(result.AsSpan(head - SaltLength, SaltLength + NonceLength));

        Span<byte> key = stackalloc byte[GatewayMasterKey.KeyLength];
        try
        {
            DeriveKey(primary, purpose, result.AsSpan(head - SaltLength, SaltLength), key);
            using var cipher = new AesGcm(key, TagLength);
            var body = result.AsSpan(head + NonceLength);
            cipher.Encrypt(result.AsSpan(head, NonceLength), plaintext, body[..plaintext.Length], body[plaintext.Length..], AssociatedData(result.AsSpan(0, head), purpose, context));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return result;
    }

    /// <summary>Opens what was sealed.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="context">Which record it stands in.</param>
    /// <param name="record">What <see cref="Seal"/> gave.</param>
    /// <param name="opened">The secret, and whether it is to be sealed again since its key is no longer the primary one.</param>
    /// <returns>False where it was changed, stands elsewhere than where it was sealed for, or its key is not here. Which of these is not told.</returns>
    /// <exception cref="ArgumentException">The purpose is none, or the context is too long or no valid Unicode.</exception>
    public bool TryOpen(string purpose, ReadOnlySpan<string> context, ReadOnlySpan<byte> record, out OpenedSecret opened)
    {
        opened = default;
        var keys = Keys;
        CheckPurpose(purpose);
        if (record.Length < 2 || record[0] != Version)
        {
            return false;
        }

        var head = 2 + record[1] + SaltLength;
        var length = record.Length - head - NonceLength - TagLength;
        if (length is < 0 or > MaximumLength || !Ascii.IsValid(record[2..(head - SaltLength)])
            || !keys.ById.TryGetValue(Encoding.ASCII.GetString(record[2..(head - SaltLength)]), out var master))
        {
            return false;
        }

        var plaintext = new byte[length];
        Span<byte> key = stackalloc byte[GatewayMasterKey.KeyLength];
        try
        {
            DeriveKey(master, purpose, record.Slice(head - SaltLength, SaltLength), key);
            using var cipher = new AesGcm(key, TagLength);
            var body = record[(head + NonceLength)..];
            cipher.Decrypt(record.Slice(head, NonceLength), body[..length], body[length..], plaintext, AssociatedData(record[..head], purpose, context));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        opened = new(plaintext, master.Id != keys.Primary.Id);
        return true;
    }

    private static void DeriveKey(GatewayMasterKey master, string purpose, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        CheckPurpose(purpose);
        Span<byte> info = stackalloc byte[Label.Length + purpose.Length];
        Label.CopyTo(info);
        Encoding.ASCII.GetBytes(purpose, info[Label.Length..]);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Key, key, salt, info);
    }

    private static void CheckPurpose(string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        if (purpose.Length > MaximumPurposeLength || !Ascii.IsValid(purpose))
        {
            throw new ArgumentException($"A purpose has 1 to {MaximumPurposeLength} characters of ASCII.", nameof(purpose));
        }
    }

    // Each part with its length: else "ab", "c" and "a", "bc" were the same.
    private static byte[] AssociatedData(ReadOnlySpan<byte> head, string purpose, ReadOnlySpan<string> context)
    {
        var length = 0;
        foreach (var part in context)
        {
            ArgumentNullException.ThrowIfNull(part);
            length = part.Length > MaximumContextLength ? int.MaxValue : length + 4 + Utf8.GetByteCount(part);
            if (length > MaximumContextLength)
            {
                throw new ArgumentException($"A context has at most {MaximumContextLength:N0} bytes.", nameof(context));
            }
        }

        var data = new byte[4 + head.Length + 4 + purpose.Length + 4 + length];
        var rest = data.AsSpan();
        Append(ref rest, head);
        Append(ref rest, Encoding.ASCII.GetBytes(purpose));
        BinaryPrimitives.WriteInt32BigEndian(rest, context.Length);
        rest = rest[4..];
        foreach (var part in context)
        {
            Append(ref rest, Utf8.GetBytes(part));
        }

        return data;
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, part.Length);
        part.CopyTo(rest[4..]);
        rest = rest[(4 + part.Length)..];
    }

    private sealed record KeySet(GatewayMasterKey Primary, Dictionary<string, GatewayMasterKey> ById);
}

/// <summary>A secret that was opened.</summary>
/// <param name="Plaintext">The secret.</param>
/// <param name="MustBeSealedAgain">Whether its key is no longer the primary one: whoever opened it seals it again.</param>
internal readonly record struct OpenedSecret(byte[] Plaintext, bool MustBeSealedAgain)
{
    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(OpenedSecret);
}
