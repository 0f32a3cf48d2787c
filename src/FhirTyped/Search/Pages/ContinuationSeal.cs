using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Pages;

/// <summary>
/// Seals what is handed to a caller and comes back: AES-256-GCM with the platform and the base address as what it is bound to. What comes back is
/// asked for with the client's own token, so nobody else may have made it.
/// </summary>
internal sealed class ContinuationSeal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    // What one process sealed, it alone can open, unless the options say otherwise.
    private static readonly byte[] OfThisProcess = RandomNumberGenerator.GetBytes(FhirPlatformOptions.ContinuationKeyLength);

    private readonly byte[] _key;
    private readonly byte[] _boundTo;

    private ContinuationSeal(byte[] key, byte[] boundTo)
    {
        _key = key;
        _boundTo = boundTo;
    }

    /// <summary>The seal of a server.</summary>
    public static ContinuationSeal Of(ServerExchange exchange) => new(
        exchange.Options.ContinuationKey ?? OfThisProcess, Encoding.UTF8.GetBytes("FhirTyped continuation 1\n" + exchange.Platform.Id + "\n" + exchange.BaseUrl.AbsoluteUri));

    /// <summary>Seals a text: letters, digits, <c>-</c> and <c>_</c> alone (base64url, RFC 4648 section 5).</summary>
    public string Seal(byte[] text)
    {
        var sealedText = new byte[NonceLength + text.Length + TagLength];
        var nonce = sealedText.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, text, sealedText.AsSpan(NonceLength, text.Length), sealedText.AsSpan(NonceLength + text.Length), _boundTo);
        return Base64Url.EncodeToString(sealedText);
    }

    /// <summary>Opens what was sealed.</summary>
    /// <exception cref="ArgumentException">It was not sealed by this key for this platform and base address, or was changed.</exception>
    public byte[] Open(string continuation)
    {
        if (!Base64Url.IsValid(continuation))
        {
            throw Invalid(null);
        }

        var sealedText = Base64Url.DecodeFromChars(continuation);
        if (sealedText.Length < NonceLength + TagLength)
        {
            throw Invalid(null);
        }

        var text = new byte[sealedText.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(_key, TagLength);
            aes.Decrypt(sealedText.AsSpan(0, NonceLength), sealedText.AsSpan(NonceLength, text.Length), sealedText.AsSpan(NonceLength + text.Length), text, _boundTo);
            return text;
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw Invalid(error);
        }
    }

    private static ArgumentException Invalid(Exception? error) => new(
        "This is no continuation of this platform at this base address, or it was sealed by another process: "
            + $"{nameof(FhirPlatformOptions)}.{nameof(FhirPlatformOptions.ContinuationKey)} is what several share.", "continuation", error);
}
