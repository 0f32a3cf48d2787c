using System.Buffers;
using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>
/// Writes the query string of a search into a buffer that is used again and again, so that only the finished string is
/// allocated. Values are escaped twice on the way: by FHIR's rules (https://hl7.org/fhir/R4/search.html#escaping), then by
/// percent-encoding (RFC 3986).
/// </summary>
internal sealed class SearchUrlBuilder
{
    private const string FhirSpecial = @"\,|$";
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/");

    // Text that is written as FHIR spells it has its separators already.
    private static readonly SearchValues<char> UnreservedOrSeparator =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/,$");

    private static readonly SearchValues<char> OfNames = SearchValues.Create(SearchNames.Characters);

    private char[] _buffer = new char[256];
    private int _length;
    private int _criteria;

    /// <summary>The query without a question mark.</summary>
    public ReadOnlySpan<char> Written => _buffer.AsSpan(0, _length);

    /// <summary>How many criteria were begun, result parameters included.</summary>
    public int Criteria => _criteria;

    /// <summary>Whether a text can be the name of a parameter, with its modifier or chain.</summary>
    public static bool IsName(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(OfNames);

    public void Clear()
    {
        _length = 0;
        _criteria = 0;
    }

    /// <summary>Begins <c>name:modifier=</c>. The prefix is the chain that leads to the parameter, for example <c>subject:Patient.</c></summary>
    public void Begin(string? prefix, string name, string? modifier = null)
    {
        if (_criteria++ > 0)
        {
            Append('&');
        }

        AppendRaw(prefix);
        AppendRaw(name);
        if (modifier is not null)
        {
            Append(':');
            AppendRaw(modifier);
        }

        Append('=');
    }

    /// <summary>Appends text that needs no encoding.</summary>
    public void AppendRaw(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        _length += text.Length;
    }

    /// <summary>Appends one character that needs no encoding.</summary>
    public void Append(char c)
    {
        Reserve(1)[0] = c;
        _length++;
    }

    /// <summary>Appends the separator between the system and the code of a token, and between the parts of a quantity.</summary>
    public void AppendBar() => AppendRaw("%7C");

    /// <summary>Appends a value, escaped and encoded.</summary>
    /// <exception cref="ArgumentException">The value is empty or white space, or holds control characters or half a surrogate pair.</exception>
    public void AppendValue(ReadOnlySpan<char> value, string parameterName)
    {
        if (value.IsWhiteSpace())
        {
            throw EmptyValue(parameterName);
        }

        AppendPart(value, parameterName);
    }

    /// <summary>Appends a part of a value, which may be empty.</summary>
    public void AppendPart(ReadOnlySpan<char> value, string parameterName)
    {
        while (!value.IsEmpty)
        {
            var plain = value.IndexOfAnyExcept(Unreserved);
            if (plain < 0)
            {
                AppendRaw(value);
                return;
            }

            AppendRaw(value[..plain]);
            value = value[plain..];
            if (FhirSpecial.Contains(value[0]))
            {
                AppendRaw("%5C");
            }

            value = value[AppendEncoded(value, parameterName)..];
        }
    }

    /// <summary>Appends one character of a value that has FHIR's escaping already.</summary>
    /// <param name="character">The character.</param>
    /// <param name="isEscaped">Whether a backslash escapes it. Then it is encoded too, for servers that divide a value before they decode it.</param>
    public void AppendWritten(Rune character, bool isEscaped)
    {
        if (character.IsAscii && (isEscaped ? Unreserved : UnreservedOrSeparator).Contains((char)character.Value))
        {
            Append((char)character.Value);
        }
        else
        {
            AppendEncoded(character);
        }
    }

    /// <summary>Appends something that formats itself in ASCII, for example a number or a date.</summary>
    public void AppendFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        int written;
        for (var size = 32; !value.TryFormat(Reserve(size), out written, format, System.Globalization.CultureInfo.InvariantCulture); size *= 2)
        {
        }

        _length += written;
    }

    public static ArgumentException EmptyValue(string parameterName) =>
        new($"The value of '{parameterName}' is empty: the filter would disappear from the search.", parameterName);

    private int AppendEncoded(ReadOnlySpan<char> value, string parameterName)
    {
        if (Rune.DecodeFromUtf16(value, out var rune, out var consumed) != OperationStatus.Done)
        {
            throw new ArgumentException($"The value of '{parameterName}' holds half a surrogate pair: it is not valid text.", parameterName);
        }

        if (Rune.IsControl(rune))
        {
            throw new ArgumentException($"The value of '{parameterName}' holds a control character, which FHIR does not allow.", parameterName);
        }

        AppendEncoded(rune);
        return consumed;
    }

    private void AppendEncoded(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
        {
            var room = Reserve(3);
            room[0] = '%';
            room[1] = "0123456789ABCDEF"[b >> 4];
            room[2] = "0123456789ABCDEF"[b & 15];
            _length += 3;
        }
    }

    private Span<char> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        return _buffer.AsSpan(_length);
    }
}
