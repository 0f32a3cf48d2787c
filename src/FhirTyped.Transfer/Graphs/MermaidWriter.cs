using System.Globalization;
using System.Text;

namespace FhirTyped.Transfer;

/// <summary>Writes a drawing as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html).</summary>
internal static class MermaidWriter
{
    /// <summary>Writes it.</summary>
    public static string Write(GraphDrawing drawing)
    {
        var text = new StringBuilder("flowchart LR\n");
        text.Append("  accTitle: ").Append(Plain(drawing.Title)).Append('\n');
        text.Append("  accDescr: ").Append(Plain(drawing.Description)).Append('\n');
        for (var i = 0; i < drawing.Nodes.Count; i++)
        {
            var node = drawing.Nodes[i];
            var (open, close) = node.Kind == FhirGraphNodeKind.Contained ? ("([", "])") : ("[", "]");
            text.Append(CultureInfo.InvariantCulture, $"  n{i}{open}\"{Escape(node.Text)}");
            if (node.Label is { } label)
            {
                text.Append("<br/>").Append(Escape(label));
            }

            text.Append('"').Append(close).Append(node.Kind is FhirGraphNodeKind.Missing or FhirGraphNodeKind.Elsewhere ? ":::absent" : "").Append('\n');
        }

        foreach (var edge in drawing.Edges)
        {
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.Source} {(edge.IsInCycle ? "==>" : "-->")}|\"{Escape(edge.Label)}\"| n{edge.Target}\n");
        }

        return text.Append("  classDef absent stroke-dasharray:4 3\n").ToString();
    }

    /// <summary>What is no letter or digit is a number: nothing of it can end a text, or be markup or markdown.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '/' or '.' or '-' or ',' or '(' or ')' or '…')
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
        }

        return escaped.ToString();
    }

    // A title has no quotes, so that there is nothing by which it could be escaped.
    private static string Plain(string text) => string.Concat(text.Select(static c => char.IsLetterOrDigit(c) || c is ' ' or ',' or '.' or ':' or '/' or '-' or '(' or ')' ? c : ' ')).Trim();
}
