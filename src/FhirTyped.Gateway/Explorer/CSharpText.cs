using System.Globalization;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>Texts as literals of C#.</summary>
internal static class CSharpText
{
    private const int LongestLine = 110;

    /// <summary>A text in quotes. What cannot be seen, and what turns the direction of a line, stands as its number.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(letter);
                    break;
                case >= ' ' and < '\x7f':
                    quoted.Append(letter);
                    break;
                case var _ when char.IsLetterOrDigit(letter):
                    quoted.Append(letter);
                    break;
                default:
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A sentence as a comment, in lines that can be read without scrolling; none of its letters ends one.</summary>
    public static string Comment(string sentence)
    {
        var text = string.Concat(sentence.Select(static letter => letter is >= ' ' and not ('\x7f' or '\x85' or '\u2028' or '\u2029') ? letter : ' '));
        var lines = new StringBuilder("//");
        var length = 2;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (length + word.Length >= LongestLine)
            {
                lines.Append("\n//");
                length = 2;
            }

            lines.Append(' ').Append(word);
            length += word.Length + 1;
        }

        return lines.ToString();
    }
}
