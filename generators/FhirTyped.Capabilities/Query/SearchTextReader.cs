namespace FhirTyped.Capabilities;

/// <summary>
/// Reads the text of a search as it stands in a program, character by character. It is a query of RFC 3986: <c>%xx</c> is a byte of UTF-8,
/// and every other character stands for itself. A <c>+</c> is therefore a plus: only in the body of a form it is a blank.
/// </summary>
/// <remarks>
/// The client and the analyzers read by it, and nothing is taken for what it might have meant: what is not well-formed is a problem of its
/// place. (Servers are more lenient: see <see cref="SearchQuery.Decode"/>.)
/// </remarks>
internal struct SearchTextReader
{
    /// <summary>The separator in front of the second criterion and each further one, where it is not encoded.</summary>
    public const int Separator = '&';

    /// <summary>What stands between a name and its value, where it is not encoded.</summary>
    public const int Assignment = '=';

    private const string NoDigits = "a '%' that no two hexadecimal digits follow: the sign itself is written %25";
    private const string NotUtf8 = "percent-encoded bytes that are not UTF-8";
    private const string HalfPair = "half a surrogate pair: it is not valid text";
    private const string Control = "a control character, which FHIR does not allow";

    private readonly string _text;
    private readonly int _end;

    /// <summary>A reader of a part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    public SearchTextReader(string text, int start, int end)
    {
        _text = text;
        _end = end;
        Start = start;
        Length = 0;
        CodePoint = 0;
        IsEncoded = false;
        Problem = null;
    }

    /// <summary>Where the character begins in the text.</summary>
    public int Start { get; private set; }

    /// <summary>How long it is in the text.</summary>
    public int Length { get; private set; }

    /// <summary>The character.</summary>
    public int CodePoint { get; private set; }

    /// <summary>Whether it is percent-encoded, and so never a separator.</summary>
    public bool IsEncoded { get; private set; }

    /// <summary>What is wrong with it, as the object of a sentence; null where it can be sent.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes to the next character. False at the end.</summary>
    public bool Read()
    {
        Start += Length;
        Length = 0;
        if (Start >= _end)
        {
            return false;
        }

        IsEncoded = _text[Start] == '%';
        Problem = null;
        if (IsEncoded)
        {
            ReadEncoded();
        }
        else
        {
            ReadPlain();
        }

        if (Problem is null && CodePoint < 0xA0 && char.IsControl((char)CodePoint))
        {
            Problem = Control;
        }

        return true;
    }

    private void ReadPlain()
    {
        var first = _text[Start];
        if (char.IsHighSurrogate(first) && Start + 1 < _end && char.IsLowSurrogate(_text[Start + 1]))
        {
            Set(char.ConvertToUtf32(first, _text[Start + 1]), 2);
        }
        else
        {
            Set(first, 1, char.IsSurrogate(first) ? HalfPair : null);
        }
    }

    // RFC 3629: each character has one form only, and surrogates have none.
    private void ReadEncoded()
    {
        var first = ByteAt(Start);
        if (first < 0)
        {
            Set('%', 1, NoDigits);
            return;
        }

        var count = first < 0x80 ? 1 : first is >= 0xC2 and <= 0xDF ? 2 : first is >= 0xE0 and <= 0xEF ? 3 : first is >= 0xF0 and <= 0xF4 ? 4 : 0;
        var value = count == 1 ? first : first & (0x7F >> count);
        for (var i = 1; i < count; i++)
        {
            var next = ByteAt(Start + (3 * i));
            if (next is < 0x80 or > 0xBF)
            {
                count = 0;
                break;
            }

            value = (value << 6) | (next & 0x3F);
        }

        var isValid = count switch
        {
            3 => value is >= 0x800 and (< 0xD800 or > 0xDFFF),
            4 => value is >= 0x10000 and <= 0x10FFFF,
            _ => count > 0,
        };
        if (isValid)
        {
            Set(value, 3 * count);
        }
        else
        {
            Set(0xFFFD, 3, NotUtf8);
        }
    }

    private void Set(int codePoint, int length, string? problem = null)
    {
        CodePoint = codePoint;
        Length = length;
        Problem = problem;
    }

    private readonly int ByteAt(int index) =>
        index + 2 < _end && _text[index] == '%' && Hex(_text[index + 1]) is >= 0 and var high && Hex(_text[index + 2]) is >= 0 and var low ? (high * 16) + low : -1;

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
