using System.Diagnostics;
using System.Text.Json;
using FhirTyped.R4;

namespace FhirTyped.Benchmarks;

/// <summary>From the start of a process to its first Patient: this program starts itself in two ways.</summary>
internal static class StartUp
{
    private const int Rounds = 15;

    public static int ReadTyped() => FhirJson.Read<Patient>(Payloads.Patient).Name[0].Family == "Chalmers" ? 0 : 2;

    public static int ReadDocument()
    {
        using var document = JsonDocument.Parse(Payloads.Patient);
        return document.RootElement.GetProperty("name")[0].GetProperty("family").GetString() == "Chalmers" ? 0 : 2;
    }

    public static async Task<double> MeasureAsync()
    {
        await RunAsync("typed");
        await RunAsync("document");
        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var typed = await RunAsync("typed");
            ratios[i] = typed / await RunAsync("document");
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    private static async Task<double> RunAsync(string way)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", way]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"The start-up program '{way}' failed.");
    }
}
