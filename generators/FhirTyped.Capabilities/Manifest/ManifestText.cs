using System;
using System.Globalization;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>
/// The manifest as text: one fact a line, fields separated by tabs, in canonical order, so that equal manifests have equal
/// texts. This is what a generated platform class carries. Includes are numbers into a table of strings, because large
/// servers repeat the same thousand strings on every resource type.
/// </summary>
internal static class ManifestText
{
    /// <summary>The first line of every manifest text.</summary>
    public const string Header = "fhirtyped-manifest 1";

    /// <summary>Writes a manifest.</summary>
    public static string Write(PlatformManifest manifest) => new ManifestTextWriter().Write(manifest);

    /// <summary>Reads a manifest that <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a manifest of this version; the message names the line.</exception>
    public static PlatformManifest Read(string text) => new ManifestTextReader(text).Read();

    /// <summary>
    /// Escapes a field. Beside the characters of the format itself these are the quotation mark, control characters and every
    /// line separator, so that the text can stand in any C# string literal; half of a surrogate pair, which UTF-8 cannot hold, is replaced.
    /// </summary>
    internal static string Escape(string field)
    {
        var start = 0;
        while (start < field.Length && field[start] is >= ' ' and < '\u007f' and not ('\\' or '"'))
        {
            start++;
        }

        if (start == field.Length)
        {
            return field;
        }

        var result = new StringBuilder(field, 0, start, field.Length + 8);
        for (var i = start; i < field.Length; i++)
        {
            var c = field[i];
            switch (c)
            {
                case '\\': result.Append("\\\\"); break;
                case '\t': result.Append("\\t"); break;
                case '\n': result.Append("\\n"); break;
                case '\r': result.Append("\\r"); break;
                case '"': result.Append("\\q"); break;
                case < ' ' or (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' or '\ufeff':
                    result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                case >= '\ud800' and <= '\udfff' when !IsPaired(field, i): result.Append('\ufffd'); break;
                default: result.Append(c); break;
            }
        }

        return result.ToString();
    }

    internal static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
        {
            return field;
        }

        var result = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '\\' || i + 1 == field.Length)
            {
                result.Append(field[i]);
                continue;
            }

            if (field[++i] == 'u' && i + 4 < field.Length && int.TryParse(
                field.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                result.Append((char)unit);
                i += 4;
                continue;
            }

            result.Append(field[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'q' => '"', var other => other });
        }

        return result.ToString();
    }
    private static bool IsPaired(string text, int index) => char.IsHighSurrogate(text[index])
        ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
        : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
