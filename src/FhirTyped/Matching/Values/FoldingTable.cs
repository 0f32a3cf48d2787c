using System.Globalization;

namespace FhirTyped.Matching;

/// <summary>
/// What each character is in a search that minds neither case nor accents, from facts in the assembly: so it does not hang on the
/// machine's culture data, which not every machine has. Read when the first character beyond ASCII is met. Thread-safe.
/// </summary>
internal sealed class FoldingTable
{
    private const string ResourceName = "FhirTyped.Matching.Folding";

    private static readonly Lazy<FoldingTable> Table = new(Load);

    private readonly int[] _first;
    private readonly int[] _last;

    // Where the text is null, the character moves by the difference.
    private readonly string?[] _texts;
    private readonly int[] _differences;

    private FoldingTable(List<(int First, int Last, string? Text, int Difference)> lines)
    {
        _first = [.. lines.Select(static line => line.First)];
        _last = [.. lines.Select(static line => line.Last)];
        _texts = [.. lines.Select(static line => line.Text)];
        _differences = [.. lines.Select(static line => line.Difference)];
    }

    /// <summary>The table of the assembly.</summary>
    public static FoldingTable Instance => Table.Value;

    /// <summary>The folded characters of one, in a text; or a single one. Both are null where it stays as it is.</summary>
    public (string? Text, int? Single) Find(int character)
    {
        var at = Array.BinarySearch(_first, character);
        at = at < 0 ? ~at - 1 : at;
        return at < 0 || character > _last[at] ? default
            : _texts[at] is { } text ? (text, null) : (null, character + _differences[at]);
    }

    private static FoldingTable Load()
    {
        using var stream = typeof(FoldingTable).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException("The facts of folding are missing from the assembly.");
        using var reader = new StreamReader(stream);
        var lines = new List<(int, int, string?, int)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                lines.Add(Parse(line.Split(' ')));
            }
        }

        return new FoldingTable(lines);
    }

    // first[-last] +difference | first[-last] characters
    private static (int First, int Last, string? Text, int Difference) Parse(string[] words)
    {
        var ends = words[0].Split('-');
        var first = Hexadecimal(ends[0]);
        var last = ends.Length > 1 ? Hexadecimal(ends[1]) : first;
        if (words.Length == 2 && words[1][0] is '+' or '-')
        {
            var difference = Hexadecimal(words[1][1..]);
            return (first, last, null, words[1][0] == '-' ? -difference : difference);
        }

        return (first, last, string.Concat(words.Skip(1).Select(static word => char.ConvertFromUtf32(Hexadecimal(word)))), 0);
    }

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
