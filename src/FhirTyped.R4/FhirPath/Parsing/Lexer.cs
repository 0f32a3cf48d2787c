using System.Globalization;
using System.Text;

namespace FhirTyped.R4.FhirPath;

/// <summary>Cuts an expression into words. <see href="http://hl7.org/fhirpath/N1/grammar.html"/></summary>
internal sealed class Lexer(string text)
{
    private int _at;

    public List<Token> ReadAll()
    {
        var tokens = new List<Token>();
        while (true)
        {
            var token = Next();
            tokens.Add(token);
            if (token.Kind == TokenKind.End)
            {
                return tokens;
            }
        }
    }

    private Token Next()
    {
        SkipSpaceAndComments();
        var start = _at;
        if (_at >= text.Length)
        {
            return new Token(TokenKind.End, "", start);
        }

        var c = text[_at];
        if (char.IsAsciiLetter(c) || c == '_')
        {
            return new Token(TokenKind.Identifier, Word(), start);
        }

        switch (c)
        {
            case >= '0' and <= '9':
                return new Token(TokenKind.Number, Number(), start);
            case '\'':
                return new Token(TokenKind.String, Quoted('\''), start);
            case '`':
                return new Token(TokenKind.DelimitedIdentifier, Quoted('`'), start);
            case '@':
                return new Token(TokenKind.Date, Date(), start);
            case '%':
                return new Token(TokenKind.Variable, Variable(), start);
            case '$':
                _at++;
                return new Token(TokenKind.Special, "$" + Word(), start);
            default:
                return new Token(TokenKind.Symbol, Symbol(), start);
        }
    }

    private void SkipSpaceAndComments()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\r' or '\n')
            {
                _at++;
            }
            else if (Follows("//"))
            {
                var end = text.AsSpan(_at).IndexOfAny('\r', '\n');
                _at = end < 0 ? text.Length : _at + end;
            }
            else if (Follows("/*"))
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    throw Error("The comment has no end: */ is missing.", _at);
                }

                _at = end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private bool Follows(string what) => string.CompareOrdinal(text, _at, what, 0, what.Length) == 0;

    private string Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string Number()
    {
        var start = _at;
        SkipDigits();
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            SkipDigits();
        }

        return text[start.._at];
    }

    private void SkipDigits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
    }

    // A date ends where no character of dates follows; a full stop belongs to it only between digits of seconds.
    private string Date()
    {
        var start = ++_at;
        var inTime = false;
        while (_at < text.Length)
        {
            var c = text[_at];
            var isPart = char.IsAsciiDigit(c)
                || (c == '-' && (!inTime || IsOffset()))
                || (c == 'T' && !inTime)
                || (inTime && (c == ':' || (c == '+' && IsOffset())))
                || (inTime && c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))
                || (c == 'Z' && inTime);
            if (!isPart)
            {
                break;
            }

            inTime |= c == 'T';
            _at++;
            if (c == 'Z')
            {
                break;
            }
        }

        return text[start.._at];
    }

    private bool IsOffset() =>
        _at + 5 < text.Length && char.IsAsciiDigit(text[_at + 1]) && char.IsAsciiDigit(text[_at + 2]) && text[_at + 3] == ':' && char.IsAsciiDigit(text[_at + 4]);

    private string Variable()
    {
        var start = _at++;
        if (_at < text.Length && text[_at] is '\'' or '`' or '"')
        {
            return Quoted(text[_at]);
        }

        var word = Word();
        return word.Length > 0 ? word : throw Error("A name is expected after %.", start);
    }

    private string Quoted(char quote)
    {
        var start = _at++;
        StringBuilder? built = null;
        var from = _at;
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == quote)
            {
                var rest = text.AsSpan(from, _at - from);
                _at++;
                var read = built is null ? rest.ToString() : built.Append(rest).ToString();
                return SurrogatePairs.AreWhole(read) ? read : throw Error("Half of a surrogate pair is no character.", start);
            }

            if (c == '\\')
            {
                (built ??= new StringBuilder()).Append(text, from, _at - from).Append(Escaped());
                from = _at;
            }
            else
            {
                _at++;
            }
        }

        throw Error($"The closing {quote} is missing.", start);
    }

    private char Escaped()
    {
        var start = _at;
        var c = _at + 1 < text.Length ? text[_at + 1] : '\0';
        _at += 2;
        switch (c)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'f':
                return '\f';
            case '\'' or '"' or '`' or '\\' or '/':
                return c;
            case 'u' when _at + 4 <= text.Length && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                _at += 4;
                return (char)unit;
            default:
                throw Error("After a backslash, one of ' \" ` \\ / f n r t or u with four hexadecimal digits is expected.", start);
        }
    }

    private string Symbol()
    {
        foreach (var two in (ReadOnlySpan<string>)["<=", ">=", "!=", "!~"])
        {
            if (Follows(two))
            {
                _at += 2;
                return two;
            }
        }

        var symbol = text[_at] switch
        {
            '.' => ".",
            ',' => ",",
            '(' => "(",
            ')' => ")",
            '[' => "[",
            ']' => "]",
            '{' => "{",
            '}' => "}",
            '+' => "+",
            '-' => "-",
            '*' => "*",
            '/' => "/",
            '&' => "&",
            '|' => "|",
            '=' => "=",
            '~' => "~",
            '<' => "<",
            '>' => ">",
            _ => throw Error("This character has no meaning here.", _at),
        };
        _at++;
        return symbol;
    }

    private FhirPathException Error(string reason, int position) => new(reason, text, position);
}
