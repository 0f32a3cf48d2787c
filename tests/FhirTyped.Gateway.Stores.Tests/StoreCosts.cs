using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>What a store costs; run by hand: <c>-explicit only -class "*StoreCosts"</c>. The figures of docs/notes/gateway-stores.md.</summary>
public sealed class StoreCosts(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Measure()
    {
        StorePlace[] places = [new MemoryPlace(), new SqlitePlace(), new RedisPlace(), new GarnetPlace(), new PostgreSqlPlace()];
        var sealer = new SecretSealer([TestKeys.New("k1")]);
        var (context, secret) = (new[] { "subject", "id", "epic", "1" }, RandomNumberGenerator.GetBytes(3000));
        var record = sealer.Seal("connection", context, secret);
        Say("seal 3 KB", await MedianAsync(2000, _ => Task.FromResult(sealer.Seal("connection", context, secret))));
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
            Say(name + " count", await MedianAsync(2000, async _ => await counters.AddAsync("key", TimeSpan.FromHours(1))));
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

    private static async Task<double> MedianAsync<T>(int count, Func<int, Task<T>> run)
    {
        var times = new double[count];
        for (var index = 0; index < count; index++)
        {
            var start = Stopwatch.GetTimestamp();
            await run(index);
            times[index] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        // The second half: the first warms up.
        var rest = times[(count / 2)..];
        Array.Sort(rest);
        return rest[rest.Length / 2];
    }

    private void Say(string what, double microseconds) => output.WriteLine(what + ": " + microseconds.ToString("N1", CultureInfo.InvariantCulture));
}
