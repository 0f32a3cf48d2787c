using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FhirTyped.BulkData;
using FhirTyped.R4;

namespace FhirTyped.Benchmarks;

/// <summary>Exported files as typed streams.</summary>
internal static class BulkRows
{
    private const int Lines = 20_000;
    private const int ManyLines = 1_000_000;

    public static Task<double> StreamAsync()
    {
        using var made = new Made(Lines);
        var folder = BulkExportFolder.Open(made.Path);
        return Task.FromResult(Interleaved.Ratio(
            () => ReadTypedAsync(folder).GetAwaiter().GetResult(),
            () => ReadDocumentsAsync(folder).GetAwaiter().GetResult(),
            1));
    }

    public static async Task<double> WorkingSetAsync()
    {
        const double Megabyte = 1e6;
        using var made = new Made(ManyLines);
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["start", "ndjson", made.Path]) { RedirectStandardOutput = true };

        // Without a limit the collector takes what it likes for what is short-lived: by the processor's cache, 64 MB and more.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x2000000";
        using var process = Process.Start(start)!;
        var peak = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return long.Parse(peak, CultureInfo.InvariantCulture) / Megabyte / 60;
    }

    /// <summary>In a process of its own: reads all lines, and tells the most memory that it had.</summary>
    public static async Task<int> ReadAsync(string folder)
    {
        var count = await ReadTypedAsync(BulkExportFolder.Open(folder));
        using var process = Process.GetCurrentProcess();
        Console.Write(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return count == ManyLines ? 0 : 2;
    }

    private static async Task<int> ReadTypedAsync(BulkExportFolder folder)
    {
        var count = 0;
        await foreach (var observation in folder.ReadAsync<Observation>())
        {
            count += observation.ValueQuantity is null ? 0 : 1;
        }

        return count;
    }

    private static async Task<int> ReadDocumentsAsync(BulkExportFolder folder)
    {
        var count = 0;
        foreach (var file in folder.Files)
        {
            using var lines = NdjsonLines.Open(file.Path, file.Name, 1_000_000);
            while (await lines.MoveAsync(default))
            {
                using var document = JsonDocument.Parse(lines.Line);
                count += document.RootElement.TryGetProperty("valueQuantity", out _) ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>A folder as an export leaves it.</summary>
    private sealed class Made : IDisposable
    {
        public Made(int lines)
        {
            Directory.CreateDirectory(Path);
            using var bundle = JsonDocument.Parse(Payloads.Bundle);
            var resources = bundle.RootElement.GetProperty("entry").EnumerateArray().Select(static entry => entry.GetProperty("resource").GetRawText()).ToArray();
            using var file = new StreamWriter(System.IO.Path.Combine(Path, "Observation.00001.ndjson"));
            for (var i = 0; i < lines; i++)
            {
                file.Write(resources[i % resources.Length]);
                file.Write('\n');
            }

            File.WriteAllText(System.IO.Path.Combine(Path, "manifest.json"), """{"transactionTime":"2026-01-01T00:00:00Z","output":[{"type":"Observation","url":"https://fhir.example.org/1"}]}""");
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("fhirtyped-bulk").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
