using System.Globalization;
using System.Text;

namespace FhirTyped.R4.FhirPath;

/// <summary>
/// Regular expressions over characters: .NET's see the two units of one beyond U+FFFF as two. A pattern is rewritten so that what
/// stands for any character, or for any but some, stands for pairs as well and never for half of one. The classes of Unicode
/// (<c>\w</c>, <c>\p{L}</c>) have no characters beyond U+FFFF in .NET.
/// </summary>
internal sealed class CodePointPattern
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Halves = @"\uD800-\uDFFF";

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private int _at;

    private CodePointPattern(string pattern) => _pattern = pattern;

    /// <summary>The pattern for .NET's engine. What is no pattern stays none.</summary>
    public static string Rewrite(string pattern)
    {
        var rewriting = new CodePointPattern(pattern);
        rewriting.Run();
        return rewriting._output.ToString();
    }

    private void Run()
    {
        while (_at < _pattern.Length)
        {
            switch (_pattern[_at])
            {
                case '.':
                    _at++;
                    _output.Append($"(?:{Pair}|[^{Halves}])");
                    break;
                case '[':
                    Class();
                    break;
                case '(' when _pattern.AsSpan(_at).StartsWith("(?#"):
                    Copy(_pattern.IndexOf(')', _at) is >= 0 and var end ? end + 1 - _at : _pattern.Length - _at);
                    break;
                default:
                    Atom();
                    break;
            }
        }
    }

    private void Atom()
    {
        var start = _at;
        var character = Character();
        var text = _pattern[start.._at];
        if (character > char.MaxValue)
        {
            // So that a quantifier holds for both units.
            _output.Append($"(?:{text})");
        }
        else if (character is >= 0xD800 and <= 0xDFFF)
        {
            // Half of a pair is in no text.
            _output.Append(@"[^\s\S]");
        }
        else if (IsNegatedSet(text))
        {
            _output.Append($"(?:{Pair}|[{text}-[{Halves}]])");
        }
        else
        {
            _output.Append(text);
        }
    }

    // One character of the pattern, also as an escape; -1 for any other escape, which is passed as a whole.
    private int Character()
    {
        var first = Unit();
        if (first is >= 0xD800 and <= 0xDBFF)
        {
            var behind = _at;
            var second = _at < _pattern.Length ? Unit() : -1;
            if (second is >= 0xDC00 and <= 0xDFFF)
            {
                return char.ConvertToUtf32((char)first, (char)second);
            }

            _at = behind;
        }

        return first;
    }

    private int Unit()
    {
        if (_pattern[_at] != '\\' || _at + 1 == _pattern.Length)
        {
            return _pattern[_at++];
        }

        var kind = _pattern[_at + 1];
        if (kind == 'u' && _at + 6 <= _pattern.Length
            && ushort.TryParse(_pattern.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            _at += 6;
            return unit;
        }

        // A class of Unicode has its name behind it.
        var end = kind is 'p' or 'P' && _at + 2 < _pattern.Length && _pattern[_at + 2] == '{' ? _pattern.IndexOf('}', _at) + 1 : 0;
        _at = Math.Max(end, _at + 2);
        return -1;
    }

    private static bool IsNegatedSet(string atom) => atom.Length > 1 && atom[0] == '\\' && atom[1] is 'D' or 'W' or 'S' or 'P';

    // A class of characters: those of one unit stay one, pairs become alternatives beside it.
    private void Class()
    {
        var start = _at++;
        var isNegated = _at < _pattern.Length && _pattern[_at] == '^';
        _at += isNegated ? 1 : 0;
        var units = new StringBuilder();
        var pairs = new StringBuilder();
        for (var isFirst = true; _at < _pattern.Length && (isFirst || _pattern[_at] != ']'); isFirst = false)
        {
            if (_pattern[_at] == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] == '[')
            {
                // What is taken away is rare, and never pairs: the class stays as it is.
                _at = start;
                Copy(_pattern.Length - start);
                return;
            }

            ClassItem(units, pairs);
        }

        if (_at == _pattern.Length)
        {
            // Without its end it is no pattern, whatever becomes of it.
            _at = start;
            Copy(_pattern.Length - start);
            return;
        }

        _at++;
        AppendClass(isNegated, units.ToString(), pairs.ToString());
    }

    private void ClassItem(StringBuilder units, StringBuilder pairs)
    {
        var start = _at;
        var low = Character();
        var lowText = _pattern[start.._at];
        if (IsNegatedSet(lowText))
        {
            AddAlternative(pairs, Pair);
        }

        lowText = lowText == "-" ? @"\-" : lowText;
        if (low < 0 || _at + 1 >= _pattern.Length || _pattern[_at] != '-' || _pattern[_at + 1] is ']' or '[')
        {
            Add(units, pairs, low, low, lowText, lowText);
            return;
        }

        start = ++_at;
        var high = Character();
        Add(units, pairs, low, high, lowText, _pattern[start.._at]);
    }

    private static void Add(StringBuilder units, StringBuilder pairs, int low, int high, string lowText, string highText)
    {
        if (low <= char.MaxValue)
        {
            units.Append(lowText).Append(low == high && lowText == highText ? "" : "-" + (high > char.MaxValue ? @"\uFFFF" : highText));
        }

        if (high > char.MaxValue && high >= low)
        {
            AddPairs(pairs, Math.Max(low, 0x10000), high);
        }
    }

    // A range of pairs: those of the first and of the last leading unit, and all between.
    private static void AddPairs(StringBuilder pairs, int low, int high)
    {
        while (low <= high)
        {
            var lead = LeadOf(low);
            var last = Math.Min(high, low | 0x3FF);
            var isWhole = (low & 0x3FF) == 0 && LeadOf(high) > lead;
            var lastLead = isWhole ? ((high & 0x3FF) == 0x3FF ? LeadOf(high) : LeadOf(high) - 1) : lead;
            AddAlternative(pairs, isWhole
                ? $@"[\u{lead:X4}-\u{lastLead:X4}][\uDC00-\uDFFF]"
                : $@"\u{lead:X4}[\u{0xDC00 | (low & 0x3FF):X4}-\u{0xDC00 | (last & 0x3FF):X4}]");
            low = isWhole ? 0x10000 + ((lastLead - 0xD800 + 1) << 10) : last + 1;
        }
    }

    private static int LeadOf(int character) => 0xD800 + ((character - 0x10000) >> 10);

    private static void AddAlternative(StringBuilder pairs, string alternative) => pairs.Append(pairs.Length > 0 ? "|" : "").Append(alternative);

    private void AppendClass(bool isNegated, string units, string pairs)
    {
        var single = units.Length == 0 ? "" : $"|[{units}-[{Halves}]]";
        _output.Append((isNegated, pairs.Length > 0) switch
        {
            (false, false) => $"[{units}-[{Halves}]]",
            (false, true) => $"(?:{pairs}{single})",
            (true, false) => $"(?:{Pair}|[^{units}{Halves}])",
            (true, true) => $"(?:(?!{pairs}){Pair}|[^{units}{Halves}])",
        });
    }

    private void Copy(int length)
    {
        _output.Append(_pattern, _at, length);
        _at += length;
    }
}
