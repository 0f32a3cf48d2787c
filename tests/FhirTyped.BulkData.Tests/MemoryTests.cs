using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests;

/// <summary>
/// What exports cost does not grow with their size: the figures of docs/notes/bulk-data.md. <c>FHIRTYPED_COSTS=100 FhirTyped.BulkData.Tests -class "*MemoryTests" -showLiveOutput</c> measures; by default a
/// tenth is done.
/// </summary>
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Percent = int.Parse(Environment.GetEnvironmentVariable("FHIRTYPED_COSTS") ?? "10", CultureInfo.InvariantCulture);
    private static readonly string Exporter = typeof(MemoryTests).Assembly.Location.Replace("FhirTyped.BulkData.Tests", "FhirTyped.BulkData.Exporter", StringComparison.Ordinal);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Reading_HoldsOneLineAtATime()
    {
        var lines = 10_000 * Percent;
        await WriteAsync(lines);
        var (count, first, most) = (0, 0L, 0L);
        await foreach (var _ in BulkExportFolder.Open(_folder.Path).ReadAsync<Observation>())
        {
            count++;
            if (count % (lines / 10) == 0)
            {
                var held = GC.GetTotalMemory(forceFullCollection: true);
                first = first == 0 ? held : first;
                most = Math.Max(most, held - first);
            }
        }

        output.WriteLine($"{lines} lines: {most} bytes more than after a tenth of them");
        Assert.Equal(lines, count);
        Assert.InRange(most, 0, 1024 * 1024);
    }

    /// <summary>In a process that bounds the collector's budget for short-lived objects, as docs/guides/bulk-export.md advises.</summary>
    [Fact]
    public async Task AProcessThatReads_StaysSmall()
    {
        var lines = 10_000 * Percent;
        await WriteAsync(lines);

        var (peak, words) = await RunAsync("read", _folder.Path);

        output.WriteLine($"{lines} lines: {peak / 1e6:0.0} MB");
        Assert.Equal(lines, int.Parse(words, CultureInfo.InvariantCulture));
        Assert.InRange(peak, 0, 60_000_000);
    }

    [Fact]
    public async Task Downloading_TenTimesAsMuch_TakesNoMoreMemory()
    {
        var few = await ExportAsync(200 * Percent, "few");
        var many = await ExportAsync(2000 * Percent, "many");

        output.WriteLine($"{200 * Percent} resources: {few / 1e6:0.0} MB, {2000 * Percent}: {many / 1e6:0.0} MB");
        Assert.InRange(many - few, long.MinValue, 25_000_000);
    }

    public void Dispose() => _folder.Dispose();

    private static string Observation(int i) => string.Create(
        CultureInfo.InvariantCulture, $$$"""{"resourceType":"Observation","id":"o{{{i}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},"subject":{"reference":"Patient/p{{{i % 100}}}"},"valueQuantity":{"value":{{{i}}},"unit":"/min"}}""");

    /// <summary>Exports in a process of its own, and gives the most memory that it had.</summary>
    private async Task<long> ExportAsync(int resources, string name)
    {
        const int Files = 20;
        var contents = new ConcurrentDictionary<int, byte[]>();
        RawServer? server = null;
        await using var started = server = RawServer.Start(request =>
        {
            var path = request.Target.Split('?', 2)[0];
            if (path.EndsWith("$export", StringComparison.Ordinal))
            {
                return RawAnswer.Of("202 Accepted", "", "Content-Location: /status");
            }

            if (path == "/status")
            {
                var files = Enumerable.Range(0, Files).Select(i => $$"""{"type":"Observation","url":"{{server!.Address}}{{i}}","count":{{resources / Files}}}""");
                return RawAnswer.Of("200 OK", $$"""{"transactionTime":"2026-01-01T00:00:00Z","requiresAccessToken":false,"output":[{{string.Join(',', files)}}]}""");
            }

            var file = int.Parse(path[1..], CultureInfo.InvariantCulture);
            var size = resources / Files;
            return RawAnswer.Of("200 OK", contents.GetOrAdd(file, file => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(file * size, size).Select(static i => Observation(i) + "\n")))), "ETag: \"x\"");
        });
        var (peak, _) = await RunAsync(new Uri(server.Address, "fhir").AbsoluteUri, _folder[name]);
        var count = 0;
        await foreach (var _ in BulkExportFolder.Open(_folder[name]).ReadAsync<Observation>())
        {
            count++;
        }

        Assert.Equal(resources, count);
        return peak;
    }

    private static async Task<(long Peak, string Words)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Exporter, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var words = process.StandardOutput.ReadToEndAsync();
        var peak = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (long.Parse(peak, CultureInfo.InvariantCulture), await words);
    }

    private async Task WriteAsync(int lines)
    {
        Directory.CreateDirectory(_folder.Path);
        await using (var file = new StreamWriter(_folder["Observation.00001.ndjson"]))
        {
            for (var i = 0; i < lines; i++)
            {
                await file.WriteLineAsync(Observation(i));
            }
        }

        await File.WriteAllTextAsync(_folder["manifest.json"], """{"transactionTime":"2026-01-01T00:00:00Z","output":[{"type":"Observation","url":"https://x.example/1"}]}""");
    }
}

/// <summary>Alone: what others allocate at the same time would be counted.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryCollection;
