using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>
/// What a store costs: the figures of docs/notes/gateway-stores.md. <c>FHIRTYPED_COSTS=100 FhirTyped.Gateway.Stores.Tests -class "*StoreCosts" -showLiveOutput</c> measures; by default a hundredth is
/// done, to see that all of it is done.
/// </summary>
public sealed class StoreCosts(ITestOutputHelper output)
{
    private static readonly int Percent = int.Parse(Environment.GetEnvironmentVariable("FHIRTYPED_COSTS") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Sessions_open_and_change_and_events_are_kept_in_every_store()
    {
        StorePlace[] places = [new MemoryPlace(), new SqlitePlace(), new RedisPlace(), new GarnetPlace(), new PostgreSqlPlace()];
        var sealer = new SecretSealer([TestKeys.New("k1")]);
        var (context, secret) = (new[] { "subject", "id", "epic", "1" }, RandomNumberGenerator.GetBytes(3000));
        var record = sealer.Seal("connection", context, secret);
        Say("seal 3 KB", await MedianAsync(2000, _ => Task.FromResult(sealer.Seal("connection", context, secret).Length > secret.Length)));
        Say("open 3 KB", await MedianAsync(2000, _ => Task.FromResult(sealer.TryOpen("connection", context, record, out OpenedSecret _))));
        foreach (var place in places)
        {
            await place.SetUpAsync();
            var node = place.OpenNode();
            var (name, now) = (place.GetType().Name.Replace("Place", "", StringComparison.Ordinal), place.Clock.GetUtcNow());
            var sessions = node.GetRequiredService<ISessionStore>();
            await sessions.CreateAsync(new("id", "subject", now, now.AddHours(1)));
            await sessions.ReplaceConnectionAsync("id", "epic", 0, new(1, record));
            Say(name + " get and open", await MedianAsync(2000, async _ =>
            {
                var session = await sessions.GetAsync("id");
                return sealer.TryOpen("connection", context, session!.Connections["epic"].Sealed.Span, out OpenedSecret _);
            }));
            Say(name + " replace", await MedianAsync(300, async index => await sessions.ReplaceConnectionAsync("id", "epic", index + 1, new(index + 2, record))));
            var counters = node.GetRequiredService<ICounterStore>();
            Say(name + " count", await MedianAsync(2000, async index => await counters.AddAsync("key", TimeSpan.FromHours(1)) == index + 1));
            if (node.GetService<IAuditStore>() is { } audit)
            {
                foreach (var size in new[] { 1, 16, 64 })
                {
                    AuditRecord? last = null;
                    var groups = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, size).Select(_ => last = AuditRecord.After($"node{size}", last, now, secret.AsMemory(0, 600))).ToList()).ToList();
                    Say($"{name} audit group of {size}", await MedianAsync(200, async index =>
                    {
                        await audit.AppendAsync(groups[index]);
                        return true;
                    }));
                }
            }

            await place.DisposeAsync();
        }
    }

    private static async Task<double> MedianAsync(int most, Func<int, Task<bool>> run)
    {
        var count = Math.Max(2, most * Percent / 100);
        var times = new double[count];
        for (var index = 0; index < count; index++)
        {
            var start = Stopwatch.GetTimestamp();
            Assert.True(await run(index));
            times[index] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        // The second half: the first warms up.
        var rest = times[(count / 2)..];
        Array.Sort(rest);
        return rest[rest.Length / 2];
    }

    private void Say(string what, double microseconds) => output.WriteLine(what + ": " + microseconds.ToString("N1", CultureInfo.InvariantCulture));
}
