using System.Globalization;
using FhirTyped.BulkData;
using FhirTyped.Cli.Tables;

namespace FhirTyped.Cli.Exports;

/// <summary>Where an export goes: a folder of NDJSON, or tables that are made of such a folder beside them, which goes when they are there.</summary>
internal sealed class ExportTarget
{
    private readonly string? _tables;
    private readonly bool _replace;

    private ExportTarget(string folder, string? tables, bool replace) => (Folder, _tables, _replace) = (folder, tables, replace);

    /// <summary>The folder of NDJSON.</summary>
    public string Folder { get; }

    /// <summary>Reads what <c>--to</c> says: a name that ends with <c>.duckdb</c> or <c>.db</c>, or a folder named <c>parquet</c> or <c>csv</c>, means tables.</summary>
    /// <exception cref="CliException">The tables are there already; or their tool is not installed, which is told before anything is exported.</exception>
    public static ExportTarget Of(string to, bool replace)
    {
        var path = Path.TrimEndingDirectorySeparator(to);
        if (!IsTables(path))
        {
            return replace ? throw new CliException("--replace is for tables; a folder with an export goes on where it ended.") : new(to, null, replace: false);
        }

        if (!replace && (File.Exists(path) || Directory.Exists(path)))
        {
            throw new CliException($"'{path}' is there already: add --replace, or name another.");
        }

        _ = TablesTool.Find();
        return new(FolderOf(to), path, replace);
    }

    /// <summary>The folder of NDJSON that belongs to what <c>--to</c> says.</summary>
    public static string FolderOf(string to) => Path.TrimEndingDirectorySeparator(to) is var path && IsTables(path) ? path + ".export" : to;

    /// <summary>Makes the tables, if any were asked for, and removes the files that they were made of.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> FinishAsync(BulkExportFolder files, bool json, CancellationToken cancellationToken)
    {
        if (_tables is null)
        {
            Report(files, json);
            return ExitCodes.Success;
        }

        if (!files.Files.Any(static file => file.Kind == BulkFileKind.Output))
        {
            throw new CliException($"The export holds nothing, so there is no table to make; '{Folder}' has what the server said.");
        }

        // Files are named by a pattern: 20,000 names would be more than a command line takes.
        List<string> arguments = ["flatten", Path.Combine(Folder, "*.ndjson"), "--to", _tables];
        arguments.AddRange(_replace ? ["--replace"] : []);
        arguments.AddRange(json ? ["--json"] : []);
        if (await TablesTool.RunAsync(arguments, cancellationToken) is not 0 and var code)
        {
            await Console.Error.WriteLineAsync($"What was exported stays in '{Folder}': the same command goes on there.");
            return code;
        }

        await Console.Error.WriteLineAsync(DescribeTime(files));
        if (files.Files.Any(static file => file.Kind != BulkFileKind.Output))
        {
            await Console.Error.WriteLineAsync($"The server told of errors or of deleted resources, which are in no table: '{Folder}' stays.");
            return ExitCodes.Success;
        }

        Directory.Delete(Folder, recursive: true);
        return ExitCodes.Success;
    }

    private static bool IsTables(string path) => Path.GetExtension(path) is ".duckdb" or ".db" || Path.GetFileName(path) is "parquet" or "csv";

    private static void Report(BulkExportFolder folder, bool json)
    {
        if (json)
        {
            Output.WriteJson(new
            {
                Folder = folder.Path,
                folder.Manifest.TransactionTime,
                Files = folder.Files.Select(file => new { file.Name, Kind = file.Kind.ToString().ToLowerInvariant(), file.Type, file.Bytes }),
            });
            return;
        }

        Output.WriteTable(["File", "Size"], folder.Files.Select(static file => (string[])[file.Name, ExportSize.Describe(file.Bytes)]));
        Console.Error.WriteLine(DescribeTime(folder));
    }

    private static string DescribeTime(BulkExportFolder folder) =>
        string.Create(CultureInfo.InvariantCulture, $"The data are those of {folder.Manifest.TransactionTime:O}: the next export goes on there, by --since.");
}
