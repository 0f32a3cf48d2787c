using System.Collections;
using System.Globalization;
using Spectre.Console;

namespace FhirTyped.Tables.Cli;

/// <summary>How values of a query are shown.</summary>
internal static class Cells
{
    private const int WidthOfFiles = 100_000;

    /// <summary>The text of a value; null for none.</summary>
    public static string? Text(object value) => value switch
    {
        DBNull => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}: {Text(map[key] ?? DBNull.Value)}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(static item => Text(item ?? DBNull.Value))) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The value as JSON has it.</summary>
    public static object? JsonValue(object value) => value switch
    {
        DBNull => null,
        string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or decimal => value,
        double number => double.IsFinite(number) ? number : null,
        float number => float.IsFinite(number) ? number : null,
        System.Numerics.BigInteger number when number >= long.MinValue && number <= long.MaxValue => (long)number,
        IDictionary map => map.Keys.Cast<object>().ToDictionary(static key => key.ToString()!, key => JsonValue(map[key] ?? DBNull.Value), StringComparer.Ordinal),
        IEnumerable list => list.Cast<object?>().Select(static item => JsonValue(item ?? DBNull.Value)).ToArray(),
        _ => Text(value),
    };

    /// <summary>A cell of CSV, as RFC 4180 has it.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>The text without what a terminal would take for a command: data may hold anything.</summary>
    public static string Printable(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = char.IsControl(source[i]) || char.GetUnicodeCategory(source[i]) == UnicodeCategory.Format ? ' ' : source[i];
        }
    });

    /// <summary>Writes a table; what goes into a file or another program has no width.</summary>
    public static void WriteTable(string[] columns, IEnumerable<string[]> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(Markup.Escape(column), static settings => settings.NoWrap = Console.IsOutputRedirected);
        }

        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        foreach (var row in rows)
        {
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        }

        console.Write(table);
    }
}
