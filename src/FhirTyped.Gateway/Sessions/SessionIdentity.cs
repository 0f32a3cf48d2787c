using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>How sessions are named: what a browser holds, under which id that is stored, and whose a session is.</summary>
internal static class SessionIdentity
{
    private const int SecretBytes = 32;

    // 32 bytes in base64url, without padding.
    private const int SecretLength = 43;

    private const string Anonymous = "session|";
    private const string Login = "login|";

    /// <summary>What a browser holds of a new session.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The id of a browser's session in the store; null where the value can be none.</summary>
    public static string? IdOfSecret(string? secret)
    {
        Span<byte> bytes = stackalloc byte[SecretBytes];
        return secret?.Length == SecretLength && Base64Url.IsValid(secret) && Base64Url.TryDecodeFromChars(secret, bytes, out var written) && written == SecretBytes
            ? Convert.ToHexStringLower(SHA256.HashData(bytes))
            : null;
    }

    /// <summary>The id of the session that all of a person's browsers and programs share.</summary>
    public static string IdOfPerson(string subject) => "p-" + HashOf(subject);

    /// <summary>A hash of a subject, for keys and messages that are to say nothing of a person.</summary>
    public static string HashOf(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("FhirTyped.Gateway subject\0" + subject)));

    /// <summary>Whose an anonymous session is: its own. The subject stays when its id changes.</summary>
    public static string NewAnonymousSubject() => Anonymous + NewName();

    /// <summary>Whose a session is that lets a browser finish one login, which a program began for its person, and nothing else.</summary>
    public static string NewLoginSubject() => Login + NewName();

    /// <summary>Whether a session is anonymous.</summary>
    public static bool IsAnonymous(string subject) => subject.StartsWith(Anonymous, StringComparison.Ordinal);

    /// <summary>Whether a session is there for one login alone.</summary>
    public static bool IsLogin(string subject) => subject.StartsWith(Login, StringComparison.Ordinal);

    private static string NewName() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
