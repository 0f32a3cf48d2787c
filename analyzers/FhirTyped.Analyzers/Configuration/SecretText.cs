using System;

namespace FhirTyped.Analyzers;

/// <summary>Tells secrets from what only stands for one.</summary>
internal static class SecretText
{
    private const int MinimumKeyLength = 64;

    // What people write where a secret is to be put in later, and into tests.
    private static readonly string[] PlaceholderWords =
    {
        "change", "placeholder", "your", "todo", "example", "dummy", "fake", "sample", "insert", "replace", "redacted", "test", "secret", "password", "vault", "env:",
    };

    /// <summary>Whether a text is a private key: PEM with a body, or a JSON Web Key with its private part.</summary>
    public static bool IsPrivateKey(string text) =>
        (text.IndexOf("PRIVATE KEY-----", StringComparison.Ordinal) is > 0 and var end && text.IndexOf("-----BEGIN ", StringComparison.Ordinal) is >= 0 and var begin
            && begin < end && text.Length > end + 40)
        || (text.IndexOf("\"kty\"", StringComparison.Ordinal) >= 0 && text.IndexOf("\"d\"", StringComparison.Ordinal) >= 0);

    /// <summary>What a value is, judged by the name that it is given: <c>ClientSecret</c>, <c>client_secret</c>, <c>Password</c>; null where it is no secret.</summary>
    public static string? Describe(string name, string value)
    {
        var folded = name.Replace("_", "").Replace("-", "");
        var isClientSecret = folded.EndsWith("ClientSecret", StringComparison.OrdinalIgnoreCase);
        if ((isClientSecret || folded.EndsWith("Password", StringComparison.OrdinalIgnoreCase)) && !IsPlaceholder(value))
        {
            return isClientSecret ? "A client secret" : "A password";
        }

        // The name alone says little: the value may be the path of a file, or the name of a key in a store.
        return folded.EndsWith("PrivateKey", StringComparison.OrdinalIgnoreCase) && IsBase64(value) ? "A private key" : null;
    }

    /// <summary>Empty, in brackets of whatever kind (<c>&lt;…&gt;</c>, <c>${…}</c>, <c>%…%</c>, <c>@…(…)</c>), of one character only, or with a word that says so.</summary>
    private static bool IsPlaceholder(string value)
    {
        var text = value.Trim();
        if (text.Length == 0 || "<{[($%#@".IndexOf(text[0]) >= 0 || text.Trim(text[0]).Length == 0)
        {
            return true;
        }

        foreach (var word in PlaceholderWords)
        {
            if (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBase64(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '+' or '/' or '-' or '_' or '=' or '\r' or '\n'))
            {
                return false;
            }
        }

        return text.Length >= MinimumKeyLength;
    }
}
