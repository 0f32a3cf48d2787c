using System.Globalization;
using System.Text;

namespace FhirTyped.Pages;

/// <summary>
/// A URI or a reference to one, taken apart as it stands (RFC 3986 section 3), without the fragment, which is never part of a request.
/// <see cref="Uri"/> writes anew what it reads: it decodes <c>%7e</c> and takes dots away, and a server does not know its own link again.
/// </summary>
/// <param name="Scheme">The scheme; null where there is none.</param>
/// <param name="Authority">The host with what belongs to it; null where there is none.</param>
/// <param name="Path">The path; empty where there is none.</param>
/// <param name="Query">The query without its question mark; null where there is none.</param>
internal readonly record struct UriReference(string? Scheme, string? Authority, string Path, string? Query)
{
    /// <summary>Takes a reference apart.</summary>
    public static UriReference Parse(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        text = hash < 0 ? text : text[..hash];
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? null : text[(question + 1)..];
        text = question < 0 ? text : text[..question];

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 && IsScheme(text.AsSpan(0, colon)) ? text[..colon] : null;
        text = scheme is null ? text : text[(colon + 1)..];
        if (!text.StartsWith("//", StringComparison.Ordinal))
        {
            return new(scheme, null, text, query);
        }

        var slash = text.IndexOf('/', 2);
        return new(scheme, slash < 0 ? text[2..] : text[2..slash], slash < 0 ? "" : text[slash..], query);
    }

    /// <summary>Whether this is an absolute path without a host, <c>/Patient?…</c></summary>
    public bool IsAbsolutePath => Scheme is null && Authority is null && Path.StartsWith('/');

    /// <summary>Resolves this reference against the address that it was found at (RFC 3986 section 5.2.2). An absolute one stays as it is.</summary>
    public UriReference ResolveAgainst(UriReference page)
    {
        if (Scheme is not null)
        {
            return this;
        }

        if (Authority is not null)
        {
            return this with { Scheme = page.Scheme };
        }

        if (Path.Length == 0)
        {
            return page with { Query = Query ?? page.Query };
        }

        var path = Path[0] == '/' ? Path : page.Path[..(page.Path.LastIndexOf('/') + 1)] + Path;
        return page with { Path = WithoutDots(path), Query = Query };
    }

    /// <summary>
    /// The URI as HTTP sends it: path and query as they stand, to the byte. What no URI can hold, blanks and what is not ASCII, is percent-encoded.
    /// Null where it is none, or has control characters.
    /// </summary>
    public Uri? ToUri()
    {
        if (Scheme is null || Authority is null || Authority.Contains('\\', StringComparison.Ordinal) || Path.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        var text = new StringBuilder(Scheme).Append("://").Append(Authority);
        if (!TryEncode(text, Path.Length == 0 ? "/" : Path) || (Query is not null && !TryEncode(text.Append('?'), Query)))
        {
            return null;
        }

        var asItStands = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return Uri.TryCreate(text.ToString(), asItStands, out var uri) ? uri : null;
    }

    private static bool TryEncode(StringBuilder output, string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                return false;
            }

            if (rune.Value is > 0x20 and < 0x7f)
            {
                output.Append((char)rune.Value);
                continue;
            }

            foreach (var unit in utf8[..rune.EncodeToUtf8(utf8)])
            {
                output.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return true;
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }

    // RFC 3986 section 5.2.4.
    private static string WithoutDots(string path)
    {
        var segments = new List<string>();
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            if (parts[i] is "." or "..")
            {
                if (parts[i] == ".." && segments.Count > 1)
                {
                    segments.RemoveAt(segments.Count - 1);
                }

                if (isLast)
                {
                    segments.Add("");
                }
            }
            else
            {
                segments.Add(parts[i]);
            }
        }

        return string.Join('/', segments);
    }
}
