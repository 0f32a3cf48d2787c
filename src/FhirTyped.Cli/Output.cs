using System.Text.Encodings.Web;
using System.Text.Json;
using FhirTyped.Capabilities;
using Spectre.Console;

namespace FhirTyped.Cli;

/// <summary>What commands write: text for people, JSON for programs, problems to standard error.</summary>
internal static class Output
{
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

    /// <summary>Writes a table; cells are plain text.</summary>
    public static void WriteTable(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(Markup.Escape(column));
        }

        foreach (var row in rows)
        {
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Writes issues in the form that compilers use, to standard error.</summary>
    public static void WriteIssues(IEnumerable<PlatformIssue> issues)
    {
        foreach (var issue in issues)
        {
            Console.Error.WriteLine($"{issue.File}({issue.Position.Line + 1},{issue.Position.Column + 1}): {issue.Id}: {issue.Message}");
        }
    }
}
