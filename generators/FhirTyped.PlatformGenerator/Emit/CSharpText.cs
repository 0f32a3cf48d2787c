using System.Globalization;
using System.Text;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Turns texts from files into C# text that means exactly them, whatever they hold.</summary>
internal static class CSharpText
{
    /// <summary>A name as an identifier. One without a capital letter gets an <c>@</c>: it is, or may become, a C# keyword.</summary>
    public static string Identifier(string name)
    {
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or '_'))
            {
                return name;
            }
        }

        return "@" + name;
    }

    /// <summary>A string literal on one line, quotation marks included.</summary>
    public static string Literal(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                result.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                result.Append(c);
            }
            else
            {
                result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return result.Append('"').ToString();
    }

    /// <summary>Text inside a documentation comment: on one line, and never markup.</summary>
    public static string Documentation(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': result.Append("&amp;"); break;
                case '<': result.Append("&lt;"); break;
                case '>': result.Append("&gt;"); break;
                case '\u2028' or '\u2029' or '\ufffe' or '\uffff': result.Append(' '); break;
                case >= '\ud800' and <= '\udfff':
                    // A pair stays together; half of one is no character.
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    {
                        result.Append(c).Append(text[++i]);
                    }

                    break;
                default: result.Append(char.IsControl(c) ? ' ' : c); break;
            }
        }

        return result.ToString();
    }
}
