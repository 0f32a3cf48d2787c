using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>Reads JSON text (RFC 8259) into <see cref="JsonValue"/>s with their places.</summary>
internal sealed class JsonTextParser
{
    /// <summary>How deep values may nest; deeper text is an error, never a stack overflow.</summary>
    public const int MaximumDepth = 128;

    private readonly string _text;
    private readonly bool _isLenient;
    private int _offset;
    private int _line;
    private int _lineStart;
    private int _depth;

    private JsonTextParser(string text, bool isLenient)
    {
        _text = text;
        _isLenient = isLenient;
    }

    private TextPosition Position => new(_line, _offset - _lineStart, _offset);

    /// <summary>Reads a whole text. Comments and trailing commas are errors.</summary>
    /// <exception cref="JsonTextException">The text is not one JSON value, or nests deeper than <see cref="MaximumDepth"/>.</exception>
    public static JsonValue Parse(string text) => Parse(text, isLenient: false);

    /// <summary>Reads a whole text as .NET reads <c>appsettings.json</c>: with comments and trailing commas.</summary>
    /// <exception cref="JsonTextException">The text is not one JSON value, or nests deeper than <see cref="MaximumDepth"/>.</exception>
    public static JsonValue ParseConfiguration(string text) => Parse(text, isLenient: true);

    private static JsonValue Parse(string text, bool isLenient)
    {
        var parser = new JsonTextParser(text, isLenient);
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            parser._offset = 1;
        }

        parser.SkipWhitespace();
        var value = parser.ReadValue();
        parser.SkipWhitespace();
        return parser._offset == text.Length ? value : throw parser.Error("There is text after the end of the JSON value.");
    }

    private JsonValue ReadValue()
    {
        if (_offset >= _text.Length)
        {
            throw Error("The text ends where a JSON value should stand.");
        }

        var position = Position;
        switch (_text[_offset])
        {
            case '{': return ReadObject(position);
            case '[': return ReadArray(position);
            case '"': return ReadText(position);
            case 't': return ReadLiteral("true", JsonValueKind.True, position);
            case 'f': return ReadLiteral("false", JsonValueKind.False, position);
            case 'n': return ReadLiteral("null", JsonValueKind.Null, position);
            default: return ReadNumber(position);
        }
    }

    private JsonValue ReadText(TextPosition position)
    {
        var text = ReadString();
        return new JsonValue(JsonValueKind.String, Upto(position), text);
    }

    private TextPosition Upto(TextPosition start) => start with { Length = _offset - start.Offset };

    private JsonValue ReadObject(TextPosition position)
    {
        Enter();
        var members = new List<JsonMember>();
        if (!TryTake('}'))
        {
            do
            {
                SkipWhitespace();
                var namePosition = Position;
                if (_offset >= _text.Length || _text[_offset] != '"')
                {
                    throw Error("A member name in quotation marks is missing.");
                }

                var name = ReadString();
                namePosition = Upto(namePosition);
                SkipWhitespace();
                Take(':', "A colon is missing after the member name.");
                SkipWhitespace();
                members.Add(new JsonMember(name, ReadValue(), namePosition));
            }
            while (TryTake(',') && !EndsAfterComma('}'));
            SkipWhitespace();
            Take('}', "A comma or a closing brace is missing.");
        }

        _depth--;
        return new JsonValue(JsonValueKind.Object, position, members: members);
    }

    private JsonValue ReadArray(TextPosition position)
    {
        Enter();
        var items = new List<JsonValue>();
        if (!TryTake(']'))
        {
            do
            {
                SkipWhitespace();
                items.Add(ReadValue());
            }
            while (TryTake(',') && !EndsAfterComma(']'));
            SkipWhitespace();
            Take(']', "A comma or a closing bracket is missing.");
        }

        _depth--;
        return new JsonValue(JsonValueKind.Array, position, items: items);
    }

    private bool EndsAfterComma(char end)
    {
        if (!_isLenient)
        {
            return false;
        }

        SkipWhitespace();
        return _offset < _text.Length && _text[_offset] == end;
    }

    private void Enter()
    {
        if (++_depth > MaximumDepth)
        {
            throw Error("The JSON nests deeper than " + MaximumDepth.ToString(CultureInfo.InvariantCulture) + " levels.");
        }

        _offset++;
    }

    private string ReadString()
    {
        var start = ++_offset;
        while (_offset < _text.Length && _text[_offset] is not ('"' or '\\') && _text[_offset] >= ' ')
        {
            _offset++;
        }

        if (_offset < _text.Length && _text[_offset] == '"')
        {
            return _text.Substring(start, _offset++ - start);
        }

        var builder = new StringBuilder(_text, start, _offset - start, _offset - start + 16);
        while (_offset < _text.Length)
        {
            var c = _text[_offset];
            if (c == '"')
            {
                _offset++;
                return builder.ToString();
            }

            if (c < ' ')
            {
                throw Error("A control character stands in a string.");
            }

            builder.Append(c == '\\' ? ReadEscape() : c);
            _offset++;
        }

        throw Error("A string is not closed.");
    }

    private char ReadEscape()
    {
        if (++_offset < _text.Length)
        {
            switch (_text[_offset])
            {
                case '"': return '"';
                case '\\': return '\\';
                case '/': return '/';
                case 'b': return '\b';
                case 'f': return '\f';
                case 'n': return '\n';
                case 'r': return '\r';
                case 't': return '\t';
                case 'u' when _offset + 4 < _text.Length && int.TryParse(
                    _text.Substring(_offset + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                    _offset += 4;
                    return (char)unit;
            }
        }

        throw Error("An escape sequence in a string is not valid.");
    }

    private JsonValue ReadLiteral(string literal, JsonValueKind kind, TextPosition position)
    {
        if (string.CompareOrdinal(_text, _offset, literal, 0, literal.Length) != 0)
        {
            throw Error("A JSON value was expected.");
        }

        _offset += literal.Length;
        return new JsonValue(kind, Upto(position));
    }

    private JsonValue ReadNumber(TextPosition position)
    {
        var start = _offset;
        TryTakeHere('-');
        if (!TryTakeHere('0'))
        {
            TakeDigits();
        }

        if (TryTakeHere('.'))
        {
            TakeDigits();
        }

        if (TryTakeHere('e') || TryTakeHere('E'))
        {
            _ = TryTakeHere('+') || TryTakeHere('-');
            TakeDigits();
        }

        return new JsonValue(JsonValueKind.Number, Upto(position), _text.Substring(start, _offset - start));
    }

    private void TakeDigits()
    {
        var start = _offset;
        while (_offset < _text.Length && _text[_offset] is >= '0' and <= '9')
        {
            _offset++;
        }

        if (_offset == start)
        {
            throw Error("A JSON value was expected.");
        }
    }

    private bool TryTakeHere(char c)
    {
        if (_offset < _text.Length && _text[_offset] == c)
        {
            _offset++;
            return true;
        }

        return false;
    }

    private bool TryTake(char c)
    {
        SkipWhitespace();
        return TryTakeHere(c);
    }

    private void Take(char c, string otherwise)
    {
        if (!TryTakeHere(c))
        {
            throw Error(otherwise);
        }
    }

    private void SkipWhitespace()
    {
        for (; _offset < _text.Length; _offset++)
        {
            switch (_text[_offset])
            {
                case '\n':
                    _line++;
                    _lineStart = _offset + 1;
                    break;
                case ' ' or '\t' or '\r':
                    break;
                case '/' when _isLenient && _offset + 1 < _text.Length && _text[_offset + 1] is '/' or '*':
                    SkipComment(_text[_offset + 1] == '/' ? "\n" : "*/");
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>Goes to the last character of a comment, and before the end of a line, which the caller counts.</summary>
    private void SkipComment(string end)
    {
        var close = _text.IndexOf(end, _offset + 2, System.StringComparison.Ordinal);
        close = close < 0 ? _text.Length : close;
        for (; _offset < close; _offset++)
        {
            if (_text[_offset] == '\n')
            {
                _line++;
                _lineStart = _offset + 1;
            }
        }

        _offset += end.Length == 2 ? 1 : -1;
    }

    private JsonTextException Error(string message) => new(message, Position);
}
