using System.Text.Encodings.Web;
using System.Text.Json;
using FhirTyped.Capabilities;
using Spectre.Console;

namespace FhirTyped.Cli;

/// <summary>What commands write: text for people, JSON for programs, problems to standard error.</summary>
internal static class Output
{
    private const int WidthOfFiles = 100_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Runs a command's work; what the user can put right becomes one line on standard error.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is CliException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("fhirtyped: " + e.Message);
            return ExitCodes.Failure;
        }
    }

    /// <summary>Writes a value as JSON.</summary>
    public static void WriteJson(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>
    /// Writes a table; cells are plain text. The first column is never broken: it is what people copy. What goes into a file or another
    /// program has no width, so nothing of it is broken.
    /// </summary>
    public static void WriteTable(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Simple);
        foreach (var column in columns)
        {
            var isFirst = table.Columns.Count == 0;
            table.AddColumn(Markup.Escape(column), settings => settings.NoWrap = isFirst || Console.IsOutputRedirected);
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthOfFiles;
        }

        foreach (var row in rows)
        {
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Writes a file, whole or not at all; one that is there is replaced.</summary>
    public static async Task WriteFileAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N");
        try
        {
            await File.WriteAllTextAsync(temporary, text, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Bars of long work, on standard error: the answer goes to standard output.</summary>
    public static Progress Progress() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress();

    /// <summary>Writes issues in the form that compilers use, to standard error.</summary>
    public static void WriteIssues(IEnumerable<PlatformIssue> issues)
    {
        foreach (var issue in issues)
        {
            Console.Error.WriteLine($"{issue.File}({issue.Position.Line + 1},{issue.Position.Column + 1}): {issue.Id}: {issue.Message}");
        }
    }
}
