using System.Collections.Concurrent;
using System.Net;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Tests.Servers;

/// <summary>Several servers at once: whose results are whose, what fails, and what ends.</summary>
public sealed class FhirServersTests
{
    [Fact]
    public async Task EachServer_HasItsResult_InTheOrderOfTheNames()
    {
        var servers = Of(20, static (_, _) => FakeServer.Json("""{"resourceType":"Patient","id":"1"}"""));

        var results = await servers.AskAllAsync(static async (client, token) => client.BaseUrl.Host + " " + (await client.ReadAsync("Patient", "1", token)).Id);

        Assert.Equal(servers.Names, results.Select(static result => result.Server));
        Assert.All(results, static result => Assert.Equal(result.Server + ".example.org 1", result.Result));
        Assert.All(results, static result => Assert.Equal((result.Server + ".example.org", "test-platform"), (result.BaseUrl!.Host, result.Platform!.Id)));
    }

    [Fact]
    public async Task OneThatFails_TakesNothingFromTheOthers()
    {
        var servers = Of(5, static (name, _) => name switch
        {
            "s1" => new HttpResponseMessage(HttpStatusCode.InternalServerError),
            "s2" => throw new HttpRequestException("no way"),
            _ => FakeServer.Json("""{"resourceType":"Patient","id":"1"}"""),
        });

        var results = await servers.AskAllAsync(static (client, token) => client.BaseUrl.Host[1] == '3'
            ? throw new InvalidOperationException("the program's own")
            : client.ReadAsync("Patient", "1", token));

        Assert.Equal([null, typeof(FhirResponseException), typeof(FhirTransportException), typeof(InvalidOperationException), null], results.Select(static result => result.Error?.GetType()));
        Assert.Equal("1", results[4].Result.Id);
        Assert.Throws<FhirResponseException>(() => results[1].Result);
        Assert.False(results[1].IsSuccess);
    }

    [Fact]
    public async Task ATimeoutOfOneServer_IsItsFailureAndNoCancellation()
    {
        var servers = Of(2, static (_, _) => FakeServer.Json("{}"));

        var results = await servers.AskAllAsync(static (client, _) => client.BaseUrl.Host[1] == '0' ? throw new TaskCanceledException() : Task.FromResult(1));

        Assert.IsType<TaskCanceledException>(results[0].Error);
        Assert.Equal(1, results[1].Result);
    }

    [Fact]
    public async Task NoMoreAreAskedAtOnce_ThanAreAllowed_AndProgressIsTold()
    {
        int now = 0, most = 0;
        var told = new Told();
        var servers = Of(200, static (_, _) => FakeServer.Json("{}"));

        var results = await servers.AskAllAsync(async (_, _) =>
        {
            var count = Interlocked.Increment(ref now);
            for (var seen = Volatile.Read(ref most); seen < count && Interlocked.CompareExchange(ref most, count, seen) != seen; seen = Volatile.Read(ref most))
            {
            }

            await Task.Yield();
            return Interlocked.Decrement(ref now);
        }, new() { MaximumParallelism = 3, Progress = told });

        Assert.InRange(most, 1, 3);
        Assert.Equal(200, results.Count);
        Assert.Equal(Enumerable.Range(1, 200).Select(static i => new FhirProgress(i, 200)), told.All);
    }

    [Fact]
    public async Task Results_ComeAsTheyAreThere()
    {
        var slow = new TaskCompletionSource<int>();
        var servers = Of(3, static (_, _) => FakeServer.Json("{}"));
        var order = new List<string>();

        await foreach (var result in servers.AskEachAsync((client, _) => client.BaseUrl.Host[1] == '0' ? slow.Task : Task.FromResult(1)))
        {
            order.Add(result.Server);
            if (order.Count == 2)
            {
                slow.SetResult(2);
            }
        }

        Assert.Equal("s0", order[^1]);
        Assert.Equal(["s0", "s1", "s2"], order.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancellation_EndsAll()
    {
        using var cancellation = new CancellationTokenSource();
        var servers = Of(20, static (_, _) => FakeServer.Json("{}"));
        int begun = 0, ended = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => servers.AskAllAsync(async (_, token) =>
        {
            if (Interlocked.Increment(ref begun) == 4)
            {
                await cancellation.CancelAsync();
            }

            try
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        }, new() { MaximumParallelism = 4 }, cancellation.Token));

        Assert.Equal((4, 4), (begun, ended));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => servers.AskAllAsync(static (_, _) => Task.FromResult(0), null, cancellation.Token));
    }

    [Fact]
    public async Task WhoLeavesEarly_EndsTheOthers()
    {
        var servers = Of(4, static (_, _) => FakeServer.Json("{}"));
        var ended = 0;

        await foreach (var result in servers.AskEachAsync(async (client, token) =>
        {
            try
            {
                await Task.Delay(client.BaseUrl.Host[1] == '2' ? 0 : Timeout.Infinite, token);
                return 1;
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        }))
        {
            Assert.Equal("s2", result.Server);
            break;
        }

        Assert.Equal(4, ended);
    }

    [Fact]
    public async Task Search_GivesTheMatchesOfEach_AndNoPartOfAServerThatFailsLater()
    {
        var servers = Of(3, Pages);

        var results = await servers.SearchAllAsync(static client => client.Search("Patient?family=Smith"));

        Assert.Equal(["s0-1", "s0-2"], results[0].Result.Select(static patient => patient.Id));
        Assert.IsType<FhirResponseException>(results[1].Error);
        Assert.Throws<FhirResponseException>(() => results[1].Result);
        Assert.Equal(["s2-1", "s2-2"], results[2].Result.Select(static patient => patient.Id));
    }

    [Fact]
    public async Task Pages_ComeInTheOrderOfTheirServer_AndAFailureIsTheLastOfItsServer()
    {
        var servers = Of(3, Pages);
        var told = new ConcurrentDictionary<string, string>();

        await foreach (var result in servers.SearchEachAsync(static client => client.Search("Patient?family=Smith")))
        {
            told.AddOrUpdate(result.Server, _ => Text(result), (_, before) => before + " " + Text(result));
        }

        Assert.Equal(["s0: s0-1 s0-2", "s1: s1-1 FhirResponseException", "s2: s2-1 s2-2"], told.Select(static one => one.Key + ": " + one.Value).Order(StringComparer.Ordinal));

        static string Text(FhirServerResult<FhirSearchPage<Resource>> result) => result.Error?.GetType().Name ?? result.Result.Matches[0].Id!;
    }

    [Fact]
    public async Task MetaSource_SaysTheServer_WhereNothingSaysMore_AndOnlyOnRequest()
    {
        var servers = Of(2, static (name, request) => request.RequestUri!.Query.Length > 0
            ? FakeServer.Page(request.RequestUri.AbsoluteUri, null, """{"resourceType":"Patient","id":"1"}""", """{"resourceType":"Patient","id":"2","meta":{"source":"urn:lab"} }""")
            : FakeServer.Json("""{"resourceType":"Patient","id":"1"}"""));
        var options = new FhirServersOptions { SetMetaSource = true };

        var lists = await servers.SearchAllAsync(static client => client.Search("Patient?family=Smith"), options);
        var reads = await servers.AskAllAsync(static (client, token) => client.ReadAsync("Patient", "1", token), options);
        var responses = await servers.AskAllAsync(static (client, token) => client.SendAsync(HttpMethod.Get, "Patient/1", null, token), options);
        var resolved = await servers.AskAllAsync(static (client, token) => client.ResolveAsync(["Patient/1"], null, token), options);
        var unmarked = await servers.AskAllAsync(static (client, token) => client.ReadAsync("Patient", "1", token));
        var pages = new List<string?>();
        await foreach (var page in servers.SearchEachAsync(static client => client.Search("Patient?family=Smith"), options))
        {
            pages.AddRange(page.Result.Matches.Select(static match => match.Meta!.Source));
        }

        Assert.Equal([["https://s0.example.org/r4/", "urn:lab"], ["https://s1.example.org/r4/", "urn:lab"]], lists.Select(static list => list.Result.Select(static patient => patient.Meta!.Source)));
        Assert.Equal(["https://s0.example.org/r4/", "https://s1.example.org/r4/"], reads.Select(static read => read.Result.Meta!.Source));
        Assert.Equal("https://s1.example.org/r4/", responses[1].Result.Resource!.Meta!.Source);
        Assert.Equal("https://s1.example.org/r4/", resolved[1].Result.Resources.Single().Meta!.Source);
        Assert.All(unmarked, static read => Assert.Null(read.Result.Meta?.Source));
        Assert.Equal(["https://s0.example.org/r4/", "https://s1.example.org/r4/", "urn:lab", "urn:lab"], pages.Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<ArgumentException>(() => servers.AskAllAsync(static (_, _) => Task.FromResult(1), options));
    }

    [Fact]
    public async Task RegisteredServers_AreAskedByTheirNames_AndWrongOptionsAreTheFailureOfOne()
    {
        var services = new ServiceCollection();
        foreach (var name in new[] { "north", "south", "east" })
        {
            services.AddFhirPlatform<TestPlatform>(name, o => o.BaseUrl = new Uri(name == "south" ? "http://south.example.org" : $"https://{name}.example.org/r4"))
                .ConfigurePrimaryHttpMessageHandler(static () => new FakeServer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"1"}""")));
        }

        await using var provider = services.BuildServiceProvider();
        var registry = provider.GetRequiredService<IFhirPlatformRegistry>();

        var all = await registry.GetServers().AskAllAsync(static (client, token) => client.ReadAsync("Patient", "1", token));
        var some = await registry.GetServers("east", "north").AskAllAsync(static (client, token) => client.ReadAsync("Patient", "1", token));

        Assert.Equal([("north", true), ("south", false), ("east", true)], all.Select(static result => (result.Server, result.IsSuccess)));
        Assert.IsType<OptionsValidationException>(all[1].Error);
        Assert.Null(all[1].BaseUrl);
        Assert.Equal(["east", "north"], some.Select(static result => result.Server));
        Assert.Throws<ArgumentException>(() => registry.GetServers("west"));
        Assert.Throws<ArgumentException>(() => registry.GetServers("east", "east"));
    }

    [Fact]
    public void NamesAreLookedAt()
    {
        var client = FakeServer.Client(FakeServer.Never, out _);

        Assert.Throws<ArgumentException>(() => new FhirServers<TestPlatform>([KeyValuePair.Create("a", client), KeyValuePair.Create("a", client)]));
        Assert.Throws<ArgumentException>(() => new FhirServers<TestPlatform>([KeyValuePair.Create(" ", client)]));
        Assert.Throws<ArgumentNullException>(() => new FhirServers<TestPlatform>([KeyValuePair.Create("a", (TestPlatform)null!)]));
        Assert.Throws<ArgumentException>(() => { _ = new FhirServers<TestPlatform>([KeyValuePair.Create("a", client)]).AskEachAsync(static (_, _) => Task.FromResult(1), new() { MaximumParallelism = 0 }); });
    }

    [Fact]
    public async Task ProgressOfASearch_CountsTheMatchesOfItsPages()
    {
        var told = new Told();
        var client = FakeServer.Client(static request => Pages("s0", request), out _);

        await ((IFhirPlatformClient)client).Search("Patient?family=Smith").WithProgress(told).ToListAsync();

        Assert.Equal([new FhirProgress(1, null), new FhirProgress(2, null)], told.All);
    }

    private static HttpResponseMessage Pages(string name, HttpRequestMessage request)
    {
        var isSecond = request.RequestUri!.Query.Contains("_getpages", StringComparison.Ordinal);
        return isSecond && name == "s1" ? new HttpResponseMessage(HttpStatusCode.InternalServerError)
            : FakeServer.Page("Patient?family=Smith", isSecond ? null : "?_getpages=2", $$"""{"resourceType":"Patient","id":"{{name}}-{{(isSecond ? 2 : 1)}}"}""");
    }

    private static FhirServers<IFhirPlatformClient> Of(int count, Func<string, HttpRequestMessage, HttpResponseMessage> answer) => new(Enumerable.Range(0, count).Select(i =>
    {
        var name = "s" + i;
        return KeyValuePair.Create(name, FhirPlatform.Create(
            TestPlatform.Descriptor, new HttpClient(new FakeServer(request => answer(name, request))), options => options.BaseUrl = new Uri($"https://{name}.example.org/r4")));
    }));

    private sealed class Told : IProgress<FhirProgress>
    {
        public List<FhirProgress> All { get; } = [];

        public void Report(FhirProgress value) => All.Add(value);
    }
}
