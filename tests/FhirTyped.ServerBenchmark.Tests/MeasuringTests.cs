using System.Net;
using System.Text.Json;
using FhirTyped.Sandbox;

namespace FhirTyped.ServerBenchmark.Tests;

/// <summary>What is measured: each operation where the platform supports it, and what it says where not.</summary>
public sealed class MeasuringTests
{
    [Fact]
    public async Task EachOperation_IsMeasured_AndEachQueryFindsWhatWasInserted()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithBatches);

        var result = await Servers.MeasureAsync(sandbox.Client());

        Assert.Equal(6 + 6, result.Measurements.Count);
        Assert.All(result.Measurements, static one =>
        {
            Assert.Equal((ServerBenchmarkStatus.Measured, 3, 3), (one.Status, one.Attempts, one.Successes));
            Assert.Empty(one.Errors);
            Assert.True(one.Minimum > TimeSpan.Zero && one.Minimum <= one.Median && one.Median <= one.Percentile(95) && one.Percentile(95) <= one.Maximum);
            Assert.True(one.RequestsPerSecond > 0);
            Assert.True(one.Resources > 0, one.ToString());
        });
        Assert.Equal(3 * 4, result.Find(ServerBenchmarkOperation.BatchInsert)!.Resources);
        Assert.Equal(3 * 150, result.Find(ServerBenchmarkOperation.DatasetInsert)!.Resources);
        Assert.Equal(3 * 4, result.Find(ServerBenchmarkOperation.BatchDelete)!.Resources);

        // Of everybody's patients there are more: the search is for the benchmark's own, on pages of 50.
        var all = result.Find(ServerBenchmarkOperation.Query, "all patients")!;
        Assert.Equal(3 * (3 + 12 + 90), all.Resources);
        Assert.Equal(3 * 3, all.Requests);
        Assert.True(all.BytesReceived > 10_000);
        Assert.True(result.IsCleanupComplete);
        Assert.Empty(result.LeftBehind);
        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task WhatThePlatformDoesNotSupport_IsSaid_AndNotSent()
    {
        await using var sandbox = await Servers.StartAsync(Servers.Hapi);

        var result = await Servers.MeasureAsync(sandbox.Client());

        var batch = result.Find(ServerBenchmarkOperation.BatchInsert)!;
        Assert.Equal(ServerBenchmarkStatus.NotSupported, batch.Status);
        Assert.Contains("batch", batch.Reason, StringComparison.Ordinal);
        Assert.Equal(0, batch.Attempts);
        Assert.Null(batch.Median);
        Assert.Equal(ServerBenchmarkStatus.NotPossible, result.Find(ServerBenchmarkOperation.BatchDelete)!.Status);
        Assert.Equal(ServerBenchmarkStatus.Measured, result.Find(ServerBenchmarkOperation.DatasetInsert)!.Status);
        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task WhereNothingCouldBeRemoved_NothingIsInserted()
    {
        await using var sandbox = await Servers.StartAsync(Platforms.Epic.Descriptor);

        var result = await Servers.MeasureAsync(sandbox.Client());

        Assert.All(result.Measurements.Where(static one => one.Operation is ServerBenchmarkOperation.Insert or ServerBenchmarkOperation.BatchInsert or ServerBenchmarkOperation.DatasetInsert), static one =>
        {
            Assert.Equal(ServerBenchmarkStatus.NotSupported, one.Status);
            Assert.Contains("could not be removed again", one.Reason, StringComparison.Ordinal);
        });
        Assert.Empty(sandbox.Requests);
        Assert.True(result.IsCleanupComplete);
    }

    [Fact]
    public async Task WithoutATag_ASearchIsOnlyAskedWhereAllDataIsMeant()
    {
        await using var sandbox = await Servers.StartAsync(Servers.HapiWithoutTags);

        var own = await Servers.MeasureAsync(sandbox.Client());
        Assert.All(own.Measurements.Where(static one => one.Operation == ServerBenchmarkOperation.Query), static one => Assert.Equal(ServerBenchmarkStatus.NotSupported, one.Status));
        Assert.DoesNotContain(sandbox.Requests, static request => request.Interaction == "search-type");

        var all = await Servers.MeasureAsync(sandbox.Client(), Servers.Small(static options => options.SearchesAllData = true));
        Assert.Equal(3 * (3 + 12 + 90 + 1), all.Find(ServerBenchmarkOperation.Query, "all patients")!.Resources);
        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task Errors_AreCountedByKind_AndTimesAreThoseOfSuccesses()
    {
        await using var sandbox = await Servers.StartAsync(Servers.Hapi);
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.ServiceUnavailable), 2, static (method, path) => method == "POST" && path.EndsWith("Patient", StringComparison.Ordinal));
        sandbox.Inject(SandboxFault.DroppedConnection, 1, static (method, _) => method == "PUT");

        var result = await Servers.MeasureAsync(sandbox.Client(), Servers.Small(static options => options.Attempts = 6));

        var insert = result.Find(ServerBenchmarkOperation.Insert)!;
        Assert.Equal((6, 4), (insert.Attempts, insert.Successes));
        Assert.Equal([KeyValuePair.Create("HTTP 503", 2)], insert.Errors);
        var update = result.Find(ServerBenchmarkOperation.Update)!;
        Assert.Equal((4, 3), (update.Attempts, update.Successes));
        Assert.Equal([KeyValuePair.Create("transport", 1)], update.Errors);
        await Servers.AssertUntouchedAsync(sandbox);
    }

    [Fact]
    public async Task AServerThatFailsAlways_IsNotAskedForEver()
    {
        await using var sandbox = await Servers.StartAsync(Servers.Hapi);
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.InternalServerError), 10_000, static (method, _) => method == "POST");

        var result = await Servers.MeasureAsync(sandbox.Client(), Servers.Small(static options => options.Attempts = 100));

        Assert.Equal((5, 0), (result.Find(ServerBenchmarkOperation.Insert)!.Attempts, result.Find(ServerBenchmarkOperation.Insert)!.Successes));
        Assert.Equal(ServerBenchmarkStatus.NotPossible, result.Find(ServerBenchmarkOperation.Update)!.Status);

        // It may have created something behind its errors: a search by the tag says that it did not.
        Assert.True(result.IsCleanupComplete);
    }

    [Fact]
    public async Task SeveralServers_SeveralRequestsAtOnce_AndProgressNeverGoesBack()
    {
        await using var one = await Servers.StartAsync(Servers.HapiWithBatches);
        await using var other = await Servers.StartAsync(Servers.Hapi);
        var told = new Told();

        var report = await new FhirServerBenchmark(Servers.Small(options =>
        {
            options.Attempts = 200;
            options.Parallelism = 16;
            options.Operations = [ServerBenchmarkOperation.Insert, ServerBenchmarkOperation.Update, ServerBenchmarkOperation.Delete];
            options.Progress = told;
        })).RunAsync([KeyValuePair.Create("one", one.Client()), KeyValuePair.Create("other", other.Client())]);

        Assert.Equal(["one", "other"], report.Servers.Select(static server => server.Server));
        Assert.All(report.Servers.SelectMany(static server => server.Measurements), static measurement => Assert.Equal(200, measurement.Successes));
        Assert.All(told.Values.Where(static value => value.Operation is not null).GroupBy(static value => (value.Server, value.Operation)), static group =>
        {
            Assert.Equal(200, group.Count());
            Assert.Equal(200, group.Max(static value => value.Completed));
        });
        await Servers.AssertUntouchedAsync(one);
        await Servers.AssertUntouchedAsync(other);
    }

    [Fact]
    public async Task WithoutPermission_OrWithOptionsThatAreNone_NothingIsSent()
    {
        await using var sandbox = await Servers.StartAsync(Servers.Hapi);
        Assert.Contains("AllowsWrites", Assert.Throws<ArgumentException>("options", static () => new FhirServerBenchmark(new())).Message, StringComparison.Ordinal);
        foreach (var wrong in new Action<FhirServerBenchmarkOptions>[]
        {
            static options => options.Attempts = 0, static options => options.BatchSize = 10_001, static options => options.DatasetSize = 0, static options => options.Parallelism = 257,
            static options => options.PageSize = 0, static options => options.MaximumPages = 0, static options => options.Operations = [], static options => options.Operations = [(ServerBenchmarkOperation)99],
            static options => options.Queries = [new("", "Patient")], static options => options.Queries = [new("a", "Patient"), new("a", "Group")], static options => options.CleanupTimeout = TimeSpan.Zero,
        })
        {
            Assert.Throws<ArgumentException>("options", () => new FhirServerBenchmark(Servers.Small(wrong)));
        }

        var benchmark = new FhirServerBenchmark(Servers.Small());
        await Assert.ThrowsAsync<ArgumentException>("servers", () => benchmark.RunAsync([]));
        await Assert.ThrowsAsync<ArgumentException>("servers", () => benchmark.RunAsync([KeyValuePair.Create("a", sandbox.Client()), KeyValuePair.Create("a", sandbox.Client())]));
        foreach (var query in new[] { "Patient/1", "Patient/$match", "https://elsewhere.example.org/Patient", "Patient?_tag=a", "Patient?_count=3", "" + (char)10 })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => new FhirServerBenchmark(Servers.Small(options => options.Queries = [new("q", query)])).RunAsync([KeyValuePair.Create("a", sandbox.Client())]));
        }

        Assert.Empty(sandbox.Requests);
    }

    [Fact]
    public async Task Json_HasEachNumber()
    {
        await using var sandbox = await Servers.StartAsync(Servers.Hapi);
        var report = await new FhirServerBenchmark(Servers.Small()).RunAsync([KeyValuePair.Create("one \"1\"", sandbox.Client())]);

        var json = JsonDocument.Parse(report.ToJson()).RootElement;
        Assert.Equal(3, json.GetProperty("attempts").GetInt32());
        var server = json.GetProperty("servers")[0];
        Assert.Equal("one \"1\"", server.GetProperty("server").GetString());
        Assert.True(server.GetProperty("cleanup_complete").GetBoolean());
        var measurements = server.GetProperty("measurements").EnumerateArray().ToArray();
        Assert.Equal(12, measurements.Length);
        var insert = measurements.Single(static one => one.GetProperty("operation").GetString() == "insert");
        Assert.Equal(report.Servers[0].Find(ServerBenchmarkOperation.Insert)!.Median!.Value.TotalMilliseconds, insert.GetProperty("median_ms").GetDouble(), 0.001);
        Assert.Equal("not_supported", measurements.Single(static one => one.GetProperty("operation").GetString() == "batch_insert").GetProperty("status").GetString());
    }

    private sealed class Told : IProgress<ServerBenchmarkProgress>
    {
        public List<ServerBenchmarkProgress> Values { get; } = [];

        public void Report(ServerBenchmarkProgress value) => Values.Add(value);
    }
}
