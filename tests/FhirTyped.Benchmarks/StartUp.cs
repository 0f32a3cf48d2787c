using System.Diagnostics;
using System.Text.Json;
using FhirTyped.Platforms;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>The first read of a program that registers Epic: container, options, HTTP client, judge.</summary>
    public static async Task<int> ReadByClientAsync(string address)
    {
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>(o => o.BaseUrl = new Uri(address));
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<Epic>().Patient.ReadAsync("example")).Name[0].Family == "Chalmers" ? 0 : 2;
    }

    /// <summary>The same by hand.</summary>
    public static async Task<int> ReadByHandAsync(string address)
    {
        using var http = new HttpClient();
        return FhirJson.Read<Patient>(await http.GetByteArrayAsync(address + "/Patient/example")).Name[0].Family == "Chalmers" ? 0 : 2;
    }

    public static Task<double> MeasureAsync() => MeasureAsync(["typed"], ["document"]);

    public static async Task<double> MeasureClientAsync()
    {
        using var server = ServerProcess.Start();
        return await MeasureAsync(["client", server.Address], ["raw", server.Address]);
    }

    private static async Task<double> MeasureAsync(string[] candidate, string[] baseline)
    {
        await RunAsync(candidate);
        await RunAsync(baseline);
        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var typed = await RunAsync(candidate);
            ratios[i] = typed / await RunAsync(baseline);
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    private static async Task<double> RunAsync(string[] way)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", .. way]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"The start-up program '{way[0]}' failed.");
    }
}
