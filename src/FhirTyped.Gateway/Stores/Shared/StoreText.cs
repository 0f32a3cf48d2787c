using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>How texts stand in a store: as UTF-8, so that a NUL is a character like others, and as a hash where they are what is looked up.</summary>
/// <remarks>A hash is as long for a key of 64 KB as for one of 4 bytes, which an index takes; and whoever reads a store does not find the tickets that it would accept.</remarks>
internal static class StoreText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A text as it is kept.</summary>
    /// <exception cref="ArgumentException">It is no Unicode: half of a surrogate pair would be kept as something else.</exception>
    public static byte[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Utf8.GetBytes(text);
    }

    /// <summary>A text that was kept.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Utf8.GetString(bytes);

    /// <summary>What a text is looked up by.</summary>
    /// <exception cref="ArgumentException">It is empty, or no Unicode.</exception>
    public static byte[] Hash(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return SHA256.HashData(Utf8.GetBytes(key));
    }
}
