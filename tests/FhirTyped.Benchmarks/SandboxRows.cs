using System.Diagnostics;
using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Benchmarks;

/// <summary>Searching and filling a sandbox, without HTTP around it.</summary>
internal static class SandboxRows
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Rounds = 5;

    private static readonly string[] Searches =
        ["/Observation?patient=p7", "/Observation?code=none", "/Observation?date=1999", "/Observation?_lastUpdated=gt2999"];

    public static async Task<double> SearchAsync()
    {
        await using var small = await FhirSandbox.StartAsync<BenchmarkPlatform>();
        await using var large = await FhirSandbox.StartAsync<BenchmarkPlatform>();
        await small.LoadAsync(Observations(Few));
        await large.LoadAsync(Observations(Many));
        return Interleaved.Ratio(() => Ask(large, Searches[0]), () => Ask(small, Searches[0]), 20);
    }

    public static async Task<double> LoadAsync()
    {
        var observations = Observations(Many);
        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var (loaded, indexed) = await MeasureAsync(observations, Elapsed);
            ratios[i] = indexed / loaded;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loading {loaded:0} ms, with four indexes {indexed:0} ms"));
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    public static async Task<double> MemoryAsync()
    {
        var observations = Observations(Many);
        var (loaded, indexed) = await MeasureAsync(observations, static _ => GC.GetTotalMemory(forceFullCollection: true));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{loaded / Many:0} bytes a resource, with four indexes {indexed / Many:0}"));
        return indexed / loaded;
    }

    /// <summary>What a measure has grown by after loading, and after the searches that need the indexes.</summary>
    private static async Task<(double Loaded, double Indexed)> MeasureAsync(Observation[] observations, Func<long, double> measure)
    {
        await using var sandbox = await FhirSandbox.StartAsync<BenchmarkPlatform>();
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var before = measure(start);
        await sandbox.LoadAsync(observations);
        var loaded = measure(start) - before;
        foreach (var search in Searches)
        {
            Ask(sandbox, search);
        }

        return (loaded, measure(start) - before);
    }

    private static double Elapsed(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    private static void Ask(FhirSandbox sandbox, string url)
    {
        var reply = sandbox.Server.Answer(new SandboxMessage { Access = Access.Everything, Method = "GET", Url = url }, FhirRoute.Parse("GET", url));
        if ((int)reply.Status != 200)
        {
            throw new InvalidOperationException("The search failed.");
        }
    }

    /// <summary>Ten of each patient.</summary>
    private static Observation[] Observations(int count)
    {
        var searchset = FhirJson.Read<Bundle>(Payloads.Bundle);
        var templates = searchset.Entry.Select(static entry => entry.Resource).OfType<Observation>().ToArray();
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            var observation = (Observation)templates[index % templates.Length].DeepClone();
            observation.Id = "o" + index.ToString(CultureInfo.InvariantCulture);
            observation.Subject = new ResourceReference { Reference = "Patient/p" + (index / 10).ToString(CultureInfo.InvariantCulture) };
            return observation;
        })];
    }
}
