using System.CommandLine;
using System.Text.Json;
using FhirTyped.BulkData.DuckDb;
using FhirTyped.SqlOnFhir;

namespace FhirTyped.Tables.Cli;

/// <summary><c>fhirtyped-tables flatten</c>: NDJSON to tables.</summary>
internal static class FlattenCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Files of NDJSON, a resource a line; * and ? in the name of a file are replaced.", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string>("--to") { Description = "What to write: a file *.duckdb, or a folder; one named parquet or csv tells the format.", Required = true };
        var format = new Option<FhirTableFormat?>("--format") { Description = "duckdb, parquet or csv, where the name of --to does not tell." };
        var views = new Option<string?>("--views") { Description = "A folder of ViewDefinitions, *.json, beside the built-in ones; one of the same name takes the place of those." };
        var skip = new Option<bool>("--skip-bad-lines") { Description = "Leave out and count lines that cannot be read, instead of ending." };
        var replace = new Option<bool>("--replace") { Description = "Replace what is there already." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var command = new Command("flatten", "Turns NDJSON into typed tables.") { files, to, format, views, skip, replace, json };
        command.SetAction((result, cancellationToken) => CommandTree.RunAsync(async () =>
        {
            var target = result.GetRequiredValue(to);
            var options = new FhirTableOptions
            {
                Views = ViewsOf(result.GetValue(views)),
                BadLines = result.GetValue(skip) ? BadLineHandling.Count : BadLineHandling.Stop,
                Replace = result.GetValue(replace),
            };
            var report = await FhirTables.WriteAsync(Expand(result.GetRequiredValue(files)), FormatOf(target, result.GetValue(format)), target, options, cancellationToken);
            Show(report, result.GetValue(json));
        }));
        return command;
    }

    private static FhirTableFormat FormatOf(string target, FhirTableFormat? format) =>
        format ?? (Path.GetExtension(target) is ".duckdb" or ".db" ? FhirTableFormat.DuckDb : Path.GetFileName(Path.TrimEndingDirectorySeparator(target)) switch
        {
            "parquet" => FhirTableFormat.Parquet,
            "csv" => FhirTableFormat.Csv,
            _ => throw new FhirTableException($"'{target}' does not tell the format: add --format duckdb, parquet or csv."),
        });

    private static IReadOnlyList<ViewDefinition> ViewsOf(string? folder)
    {
        if (folder is null)
        {
            return FhirTableViews.BuiltIn;
        }

        var own = FhirTableViews.Read(folder);
        var names = own.Select(static view => view.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. FhirTableViews.BuiltIn.Where(view => !names.Contains(view.Name)), .. own];
    }

    // Where the shell does not do it, as on Windows.
    private static IReadOnlyList<string> Expand(string[] patterns)
    {
        var files = new List<string>();
        foreach (var pattern in patterns)
        {
            var name = Path.GetFileName(pattern);
            if (File.Exists(pattern) || name.IndexOfAny(['*', '?']) < 0)
            {
                files.Add(pattern);
                continue;
            }

            var found = Directory.GetFiles(Path.GetDirectoryName(pattern) is { Length: > 0 } folder ? folder : ".", name).Order(StringComparer.Ordinal).ToArray();
            files.AddRange(found.Length > 0 ? found : throw new FhirTableException($"There is no file '{pattern}'."));
        }

        return files;
    }

    private static void Show(FhirTableReport report, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }));
            return;
        }

        foreach (var line in report.BadLines)
        {
            Console.Error.WriteLine(Cells.Printable(line.ToString()));
        }

        Cells.WriteTable(["table", "rows"], report.Rows.Where(static table => table.Value > 0).Select(static table => new[] { table.Key, $"{table.Value}" }));
        foreach (var (type, count) in report.WithoutView)
        {
            Console.Error.WriteLine($"{type}: {count} resources, which no view takes.");
        }

        Console.Error.WriteLine($"{report.Resources} resources, {report.BadLineCount} lines that could not be read.");
    }
}
