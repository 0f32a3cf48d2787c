using System;

namespace FhirTyped.Capabilities;

/// <summary>
/// The manifest as text: one fact a line, fields separated by tabs, in canonical order, so that equal manifests have equal
/// texts. This is what a generated platform class carries. Includes are numbers into a table of strings, because large
/// servers repeat the same thousand strings on every resource type.
/// </summary>
public static class ManifestText
{
    /// <summary>The first line of every manifest text.</summary>
    public const string Header = "fhirtyped-manifest 1";

    /// <summary>Writes a manifest.</summary>
    public static string Write(PlatformManifest manifest) => new ManifestTextWriter().Write(manifest);

    /// <summary>Reads a manifest that <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a manifest of this version; the message names the line.</exception>
    public static PlatformManifest Read(string text) => new ManifestTextReader(text).Read();

    internal static string Escape(string field) => field.IndexOfAny(Special) < 0
        ? field
        : field.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\"", "\\q");

    internal static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
        {
            return field;
        }

        var result = new System.Text.StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '\\' || i + 1 == field.Length)
            {
                result.Append(field[i]);
                continue;
            }

            result.Append(field[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'q' => '"', var other => other });
        }

        return result.ToString();
    }

    // A quotation mark is escaped too, so that the text can stand in any C# string literal.
    private static readonly char[] Special = { '\\', '\t', '\n', '\r', '"' };
}
