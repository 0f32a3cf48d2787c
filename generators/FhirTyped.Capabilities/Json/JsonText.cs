using System.Globalization;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>Writes the smallest parts of JSON text (RFC 8259).</summary>
internal static class JsonText
{
    /// <summary>A string in quotation marks, with the escapes that JSON needs; everything else stays readable.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': result.Append("\\\""); break;
                case '\\': result.Append("\\\\"); break;
                case '\n': result.Append("\\n"); break;
                case '\r': result.Append("\\r"); break;
                case '\t': result.Append("\\t"); break;
                default:
                    // A lone surrogate cannot be written as UTF-8, so surrogates are escaped like control characters.
                    if (c < ' ' || char.IsSurrogate(c))
                    {
                        result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        result.Append(c);
                    }

                    break;
            }
        }

        return result.Append('"').ToString();
    }

    /// <summary>An array of strings on one line.</summary>
    public static string Array(EquatableArray<string> values)
    {
        var result = new StringBuilder("[");
        foreach (var value in values)
        {
            result.Append(result.Length > 1 ? ", " : "").Append(Quote(value));
        }

        return result.Append(']').ToString();
    }
}
