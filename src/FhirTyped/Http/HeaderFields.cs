using System.Buffers;
using System.Net.Http.Headers;

namespace FhirTyped;

/// <summary>
/// Adds header fields to requests. Whatever a server, a file or a caller can put into one is looked at here: a line break in a value
/// would begin another field, or another request (RFC 9110 section 5.5).
/// </summary>
internal static class HeaderFields
{
    // Visible ASCII, space and tab. RFC 9110 lets other bytes pass as opaque data; FHIR has no use for them.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "\t !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Fields that decide where a request goes and where it ends. They are the HTTP client's own.</summary>
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>Whether a value can stand in a header field.</summary>
    public static bool IsValue(string value) => !value.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Sets a field, in place of one of its name; nothing where there is no value.</summary>
    /// <exception cref="FhirException">The name or the value cannot stand in a header. Nothing was sent.</exception>
    public static void Set(HttpHeaders headers, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (!IsValue(value))
        {
            throw new FhirException($"The value of the header '{name}' holds a character that no header can hold, a line break for example. Nothing was sent.");
        }

        // Nearly always there is none: then it need not be looked for.
        if (headers.NonValidated.Count > 0)
        {
            headers.Remove(name);
        }

        if (!headers.TryAddWithoutValidation(name, value))
        {
            throw new FhirException($"'{name}' is no header of a request. Nothing was sent.");
        }
    }

    /// <summary>Sets a field that a platform file asks for.</summary>
    /// <exception cref="FhirException">The name or the value cannot stand in a header, or the field is the HTTP client's own. Nothing was sent.</exception>
    public static void SetDeclared(HttpHeaders headers, string name, string value)
    {
        if (!IsName(name) || Framing.Contains(name))
        {
            throw new FhirException("A header of the platform file's client_headers has a name that cannot be sent. Nothing was sent.");
        }

        Set(headers, name, value);
    }

    // A token: RFC 9110 section 5.6.2.
    private static bool IsName(string name) =>
        name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
