using System.Diagnostics;
using FhirTyped.Cli.Exports;
using FhirTyped.TestData;

namespace FhirTyped.Cli.Generating;

/// <summary>How much was written, line by line on standard error, not more than one a second; of what is done within one, nothing.</summary>
internal sealed class GeneratedLines : IProgress<DatasetProgress>
{
    private long _last = Stopwatch.GetTimestamp();

    public void Report(DatasetProgress value)
    {
        if (Stopwatch.GetElapsedTime(_last).TotalSeconds < 1)
        {
            return;
        }

        _last = Stopwatch.GetTimestamp();
        Console.Error.WriteLine($"{value.Resources} resources, {ExportSize.Describe(value.Bytes)}");
    }
}
