using System.Text;

namespace FhirTyped.Sandbox;

/// <summary>The links in a narrative: <c>a href</c> and <c>img src</c> (https://hl7.org/fhir/R4/narrative.html).</summary>
internal static class NarrativeLinks
{
    /// <summary>Replaces links; the text between them stays as it is.</summary>
    /// <param name="xhtml">The narrative. What is no well-formed tag is left alone.</param>
    /// <param name="replace">Gives the new link, or null where it stays as it is.</param>
    /// <returns>The narrative with the new links, or null where none was replaced.</returns>
    public static string? Replace(string xhtml, Func<string, string?> replace)
    {
        StringBuilder? result = null;
        var copied = 0;
        for (var i = xhtml.IndexOf('<', StringComparison.Ordinal); i >= 0 && i + 1 < xhtml.Length; i = xhtml.IndexOf('<', i))
        {
            var name = WordAt(xhtml, ++i);
            var link = name switch { "a" => "href", "img" => "src", _ => null };
            i += name.Length;
            while (link is not null && NextAttribute(xhtml, ref i) is var (attribute, start, end))
            {
                if (attribute == link && replace(xhtml[start..end].Replace("&amp;", "&", StringComparison.Ordinal)) is { } replacement)
                {
                    result ??= new StringBuilder(xhtml.Length);
                    result.Append(xhtml, copied, start - copied).Append(replacement.Replace("&", "&amp;", StringComparison.Ordinal));
                    copied = end;
                }
            }
        }

        return result?.Append(xhtml, copied, xhtml.Length - copied).ToString();
    }

    /// <summary>The next attribute of a tag and where its value stands; null at the end of the tag.</summary>
    private static (string Name, int Start, int End)? NextAttribute(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        var name = WordAt(text, position);
        var at = position + name.Length;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (name.Length == 0 || at >= text.Length || text[at] != '=')
        {
            return null;
        }

        do
        {
            at++;
        }
        while (at < text.Length && char.IsWhiteSpace(text[at]));

        if (at >= text.Length || text[at] is not ('"' or '\'') || text.IndexOf(text[at], at + 1) is not (>= 0 and var end))
        {
            return null;
        }

        position = end + 1;
        return (name, at + 1, end);
    }

    private static string WordAt(string text, int position)
    {
        var end = position;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or ':' or '_'))
        {
            end++;
        }

        return text[position..end];
    }
}
