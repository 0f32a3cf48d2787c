using System.Diagnostics;
using System.Globalization;
using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Jobs;

/// <summary>A process that is killed at any moment loses nothing, and doubles nothing.</summary>
public sealed class KilledProcessTests : IAsyncDisposable
{
    private const int Chunk = 32 * 1024;

    private static readonly string Exporter = typeof(KilledProcessTests).Assembly.Location.Replace("FhirTyped.BulkData.Tests", "FhirTyped.BulkData.Exporter", StringComparison.Ordinal);

    private readonly ExportServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private long _sent;
    private volatile Action? _atByte;
    private long _killAt = long.MaxValue;

    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public async Task ThreeKills_AndAllIsThereOnce(int seed)
    {
        var random = new Random(seed);
        Fill();
        var total = _server.Files.Sum(static file => file.Content.Length);
        var polls = random.Next(2, 6);
        _server.OnStatus = times =>
        {
            // The first kill is while it waits.
            if (times == polls)
            {
                _atByte?.Invoke();
            }

            return times < polls + 2 ? RawAnswer.Of("202 Accepted", "", "Retry-After: 0") : null;
        };
        _server.OnFile = (name, _, request) => Slowly(_server.Files.Find(file => file.Name == name).Content, name, request);

        for (var i = 0; i < 3; i++)
        {
            using var process = Start();
            _killAt = i == 0 ? long.MaxValue : Interlocked.Read(ref _sent) + (long)(total * (0.1 + (random.NextDouble() * 0.25)));
            _atByte = () =>
            {
                _atByte = null;
                process.Kill();
            };
            await process.WaitForExitAsync();
            Assert.NotEqual(0, process.ExitCode);
            Assert.Null(_atByte);
            Assert.ThrowsAny<Exception>(() => BulkExportFolder.Open(_folder.Path));
        }

        _killAt = long.MaxValue;
        _atByte = null;
        using var last = Start();
        Assert.Equal("done", (await last.StandardOutput.ReadToEndAsync()).Trim());
        await last.WaitForExitAsync();

        var folder = BulkExportFolder.Open(_folder.Path);
        var ids = new List<string>();
        await foreach (var resource in folder.ReadAllAsync())
        {
            ids.Add(resource.Id!);
        }

        var expected = _server.Files.SelectMany(static file => Encoding.UTF8.GetString(file.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(static line => FhirJson.Read(Encoding.UTF8.GetBytes(line)).Id!);
        Assert.Equal(expected, ids);
        Assert.All(_server.Files.Zip(folder.Files), static pair => Assert.Equal(pair.First.Content, File.ReadAllBytes(pair.Second.Path)));
        Assert.Equal(1, _server.Count("kick-off"));
        Assert.Contains(_server.FileRequests, static request => request.Header("Range").Any());
    }

    [Fact]
    public async Task KillBeforeTheAnswerToTheKickOff_BeginsAnew()
    {
        Process? process = null;
        _server.OnKickOff = times =>
        {
            if (times > 0)
            {
                return null;
            }

            process!.Kill();
            return RawAnswer.Stalling("");
        };
        process = Start();
        await process.WaitForExitAsync();
        process.Dispose();
        using var last = Start();
        Assert.Equal("done", (await last.StandardOutput.ReadToEndAsync()).Trim());
        Assert.Equal(2, _server.Count("kick-off"));
        Assert.Equal(_server.Requests[0].Target, _server.Requests[1].Target);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _server.DisposeAsync();
    }

    private void Fill()
    {
        _server.Files.Clear();
        for (var i = 0; i < 3; i++)
        {
            _server.File("big" + i, ExportServer.Lines("Observation", i * 100_000, 50_000), "Observation", 50_000);
        }

        for (var i = 0; i < 10; i++)
        {
            _server.File("small" + i, ExportServer.Lines("Patient", i * 10, 10), "Patient", 10);
        }
    }

    private RawAnswer Slowly(byte[] content, string name, RawRequest request) => new(async (stream, cancellationToken) =>
    {
        var first = request.Header("Range").FirstOrDefault() is { } range ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        var head = first == 0 ? "200 OK\r\n" : $"206 Partial Content\r\nContent-Range: bytes {first}-{content.Length - 1}/{content.Length}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}ETag: \"{name}\"\r\nContent-Length: {content.Length - first}\r\n\r\n"), cancellationToken);
        for (var at = first; at < content.Length; at += Chunk)
        {
            var length = Math.Min(Chunk, content.Length - at);
            await stream.WriteAsync(content.AsMemory(at, length), cancellationToken);
            if (Interlocked.Add(ref _sent, length) >= Volatile.Read(ref _killAt))
            {
                _atByte?.Invoke();
            }

            await Task.Delay(1, cancellationToken);
        }
    });

    private Process Start() => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Exporter, new Uri(_server.Address, "fhir").AbsoluteUri, _folder.Path])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;
}
