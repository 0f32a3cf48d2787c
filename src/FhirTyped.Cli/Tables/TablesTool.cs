using System.ComponentModel;
using System.Diagnostics;

namespace FhirTyped.Cli.Tables;

/// <summary>
/// The tool <c>fhirtyped-tables</c>, which carries DuckDB's native libraries and is installed by itself: <c>fhirtyped flatten</c> and <c>fhirtyped query</c> are its commands, passed on to the letter.
/// </summary>
internal static class TablesTool
{
    /// <summary>Names the program, where it is not found by its name: a path to it, or to its dll.</summary>
    public const string Variable = "FHIRTYPED_TABLES";

    private const string Name = "fhirtyped-tables";

    /// <summary>The commands that are passed on, and what each does.</summary>
    public static readonly IReadOnlyDictionary<string, string> Commands = new Dictionary<string, string>
    {
        ["flatten"] = "Turns NDJSON into typed tables: a DuckDB file, Parquet or CSV. Done by fhirtyped-tables, as is its --help.",
        ["query"] = "Asks a DuckDB file by SQL. Done by fhirtyped-tables, as is its --help.",
    };

    /// <summary>Tells whether these arguments are that tool's.</summary>
    public static bool IsFor(string[] arguments) => arguments.Length > 0 && Commands.ContainsKey(arguments[0]);

    /// <summary>Runs a command of the tool with this program's own streams.</summary>
    /// <returns>Its exit code.</returns>
    public static Task<int> PassOnAsync(string[] arguments) => Output.RunAsync(() => RunAsync(arguments, CancellationToken.None));

    /// <summary>Runs the tool.</summary>
    /// <exception cref="CliException">It is not installed, or cannot be run.</exception>
    public static async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var program = Find();
        var isLibrary = Path.GetExtension(program).Equals(".dll", StringComparison.OrdinalIgnoreCase);
        using var process = Start(new ProcessStartInfo(isLibrary ? "dotnet" : program, isLibrary ? [program, .. arguments] : arguments));

        // Ctrl+C reaches both programs: this one waits, so that the other can clean up and its exit code is told.
        ConsoleCancelEventHandler stay = static (_, e) => e.Cancel = true;
        Console.CancelKeyPress += stay;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        finally
        {
            Console.CancelKeyPress -= stay;
        }

        return process.ExitCode;
    }

    /// <summary>Finds the program: where the environment says, beside this tool, or by <c>PATH</c>.</summary>
    /// <exception cref="CliException">It is not installed.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path)
        {
            return File.Exists(path) ? path : throw new CliException($"{Variable} names '{path}', and there is no such file.");
        }

        var name = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var beside = Path.GetDirectoryName(Environment.ProcessPath) is { } own ? [own] : Array.Empty<string>();
        return beside.Concat(folders).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new CliException("Tables are made by a tool of their own, which is not installed: dotnet tool install --global FhirTyped.Tables.Cli");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new CliException($"{start.FileName} cannot be run: {error.Message}");
        }
    }
}
