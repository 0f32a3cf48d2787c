using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests;

/// <summary>64 callers at full speed over five platforms that keep failing: no wrong answer, no lost event, no memory that grows.</summary>
public sealed class LoadTests
{
    private const int Callers = 64;
    private const int Patients = 8;
    private static readonly string[] Ids = ["hapi", "medplum", "smart-health-it", "firely-server", "fhir-candle"];

    // FHIRTYPED_LOAD=30 FhirTyped.Gateway.Tests -class *LoadTests -diagnostics: three rounds of so many seconds.
    private static readonly int? Seconds = Environment.GetEnvironmentVariable("FHIRTYPED_LOAD") is { Length: > 0 } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : null;

    [Fact]
    public Task Nothing_is_wrong_lost_or_left_over() => Seconds is { } given ? RunAsync(TimeSpan.FromSeconds(given), rounds: 3) : RunAsync(TimeSpan.FromSeconds(2), rounds: 1);

    private static async Task RunAsync(TimeSpan time, int rounds)
    {
        var sandboxes = new List<FhirSandbox>();
        foreach (var id in Ids)
        {
            var sandbox = await FhirSandbox.StartAsync(BuiltInPlatforms.All.First(platform => platform.Id == id));
            await sandbox.LoadAsync(Enumerable.Range(0, Patients).SelectMany(static i => TestRecords.Of("p" + i, 3)));
            sandboxes.Add(sandbox);
        }

        var database = Directory.CreateTempSubdirectory("gateway-load");
        await using (var gateway = await RestGateway.StartAsync(
            options =>
            {
                for (var i = 0; i < Ids.Length; i++)
                {
                    options.Platforms[Ids[i]] = RestGateway.Open(sandboxes[i].BaseUrl);
                    options.Platforms[Ids[i]].Configure = static client =>
                    {
                        client.Resilience.MaxRetryAttempts = 1;
                        client.Resilience.Delay = TimeSpan.FromMilliseconds(1);
                        client.RequestTimeout = TimeSpan.FromSeconds(5);
                    };
                }
            },
            services => services.AddFhirGatewaySqliteStore(Path.Combine(database.FullName, "gateway.db"))))
        {
            var memory = new List<long>();
            var count = 0;
            for (var round = 0; round < rounds; round++)
            {
                count += await LoadAsync(gateway, sandboxes, time);

                // What is on its way to the disk has got there.
                await Task.Delay(TimeSpan.FromSeconds(rounds > 1 ? 3 : 0));
                memory.Add(GC.GetTotalMemory(forceFullCollection: true));
            }

            var result = await AuditChain.VerifyAsync(gateway.Services.GetRequiredService<IAuditStore>());
            Assert.Equal((count, true), ((int)result.Count, result.IsIntact));
            Assert.Equal(0, gateway.Services.GetRequiredService<AuditTrail>().Pending);
            TestContext.Current.SendDiagnosticMessage($"{count} calls; memory in kB after each round: {string.Join(", ", memory.Select(static bytes => bytes / 1024))}");

            // In the first round caches fill, and what the sandboxes remember of requests (10,000 each).
            Assert.True(rounds < 3 || memory[^1] < memory[^2] * 1.05, string.Join(' ', memory));
        }

        foreach (var sandbox in sandboxes)
        {
            await sandbox.DisposeAsync();
        }

        database.Delete(recursive: true);
    }

    private static async Task<int> LoadAsync(RestGateway gateway, List<FhirSandbox> sandboxes, TimeSpan time)
    {
        var calls = new ConcurrentQueue<(int Status, string? Problem)>();
        var clock = Stopwatch.StartNew();
        var faults = Task.Run(async () =>
        {
            var random = new Random(1);
            while (clock.Elapsed < time)
            {
                sandboxes[random.Next(sandboxes.Count)].Inject(random.Next(4) switch
                {
                    0 => SandboxFault.Status(HttpStatusCode.ServiceUnavailable),
                    1 => SandboxFault.DroppedConnection,
                    2 => SandboxFault.Truncated(40),
                    _ => SandboxFault.LostAnswer,
                });
                await Task.Delay(5);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            while (clock.Elapsed < time)
            {
                calls.Enqueue(await CallAsync(gateway, random, caller));
            }
        })));
        await faults;

        Assert.Equal("", string.Join("; ", calls.Where(static call => call.Problem is not null).Select(static call => call.Problem).Distinct().Take(5)));
        Assert.True(calls.Count(static call => call.Status == 200) > calls.Count / 2);
        Assert.Contains(calls, static call => call.Status >= 500 || call.Status == 0);
        return calls.Count;
    }

    private static async Task<(int Status, string? Problem)> CallAsync(RestGateway gateway, Random random, int caller)
    {
        var patient = "p" + random.Next(Patients);
        var platform = Ids[random.Next(Ids.Length)];
        var path = random.Next(4) switch
        {
            0 => $"Patient/{patient}",
            1 => $"Observation?patient={patient}",
            2 => $"Patient/{patient}/nonsense/x",
            _ => $"Observation/{patient}-o1",
        };
        try
        {
            var answer = await gateway.GetAsync($"/api/fhir/{platform}/{path}", (RestGateway.CallerHeader, "caller-" + caller));
            var other = Enumerable.Range(0, Patients).Select(static i => "p" + i).FirstOrDefault(one => one != patient && answer.Body.Contains(one + "\"", StringComparison.Ordinal));
            return ((int)answer.Status, other is not null ? $"{path} at {platform} gave {other}"
                : answer.Status == HttpStatusCode.OK && !answer.Body.Contains(patient, StringComparison.Ordinal) ? $"{path} at {platform} gave nothing of {patient}"
                : answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout ? null
                : $"{path} at {platform}: {answer.Status} {answer.Body}");
        }
        catch (HttpRequestException)
        {
            // The answer of the platform broke off after its head had gone out: so did the gateway's.
            return (0, null);
        }
    }
}
