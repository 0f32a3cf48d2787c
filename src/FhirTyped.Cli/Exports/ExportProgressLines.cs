using System.Diagnostics;
using FhirTyped.BulkData;

namespace FhirTyped.Cli.Exports;

/// <summary>How far an export is, line by line on standard error, for files and other programs; not more than one a second.</summary>
internal sealed class ExportProgressLines : IProgress<BulkExportProgress>
{
    private long _written;
    private string _last = "";

    public void Report(BulkExportProgress value)
    {
        var line = Describe(value);
        var isLast = value.Files > 0 && value.FilesDone == value.Files;
        if (line == _last || (!isLast && _written > 0 && Stopwatch.GetElapsedTime(_written).TotalSeconds < 1))
        {
            return;
        }

        (_written, _last) = (Stopwatch.GetTimestamp(), line);
        Console.Error.WriteLine(line);
    }

    /// <summary>One line.</summary>
    public static string Describe(BulkExportProgress value) => value.Phase == BulkExportPhase.Running
        ? "The server works on it" + (value.Server is { } words ? ": " + words : ".")
        : $"{value.FilesDone} of {value.Files} files, {ExportSize.Describe(value.Bytes)}, {value.Resources} resources";
}
