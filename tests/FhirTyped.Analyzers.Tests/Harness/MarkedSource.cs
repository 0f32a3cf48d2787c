using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>A source whose expected diagnostics are marked in place: <c>{|FHT1101:Search|}</c>.</summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<Finding> Expected)
{
    private const string Open = "{|";
    private const string Close = "|}";

    /// <summary>Takes the marks out of a text. A mark may name several ids: <c>{|FHT1003,FHT1102:Code|}</c>.</summary>
    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var expected = new List<Finding>();
        var open = new Stack<(string[] Ids, int Start)>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (string.CompareOrdinal(marked, i, Open + "FHT", 0, 5) == 0)
            {
                var colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon].Split(','), text.Length));
                i = colon;
            }
            else if (open.Count > 0 && string.CompareOrdinal(marked, i, Close, 0, 2) == 0)
            {
                var (ids, start) = open.Pop();
                expected.AddRange(ids.Select(id => new Finding(id, TextSpan.FromBounds(start, text.Length))));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return new(text.ToString(), expected);
    }
}
