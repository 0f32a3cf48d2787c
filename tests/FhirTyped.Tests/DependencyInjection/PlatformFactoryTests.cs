using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Tests.DependencyInjection;

/// <summary>Clients of servers that are only known while the program runs.</summary>
public sealed class PlatformFactoryTests
{
    private const int Tenants = 200;

    [Fact]
    public async Task EachTenant_HasItsAddressAndItsCredential_TwoHundredAtOnce()
    {
        await using var server = RawServer.Start(Answer);
        await using var provider = Services();
        var factory = provider.GetRequiredService<IFhirPlatformFactory>();

        await Task.WhenAll(Enumerable.Range(0, Tenants).Select(tenant => Task.Run(async () =>
        {
            var client = factory.Create(TestPlatform.Descriptor, OptionsOf(server, tenant));
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal("p" + i, (await client.ReadAsync("Patient", "p" + i)).Id);
            }
        })));

        Assert.Equal(Tenants * 3, server.Requests.Count);
        Assert.All(server.Requests, static request =>
        {
            var tenant = request.Head.Split("/t", 2)[1].Split('/')[0];
            Assert.Equal(["Bearer token-" + tenant], request.Header("Authorization"));
        });
    }

    [Fact]
    public async Task TypedClient_IsMadeTheSameWay()
    {
        await using var server = RawServer.Start(Answer);
        await using var provider = Services();

        var client = provider.GetRequiredService<IFhirPlatformFactory>().Create<TestPlatform>(OptionsOf(server, 7));

        Assert.Equal("p1", (await client.Patient.ReadAsync("p1")).Id);
        Assert.StartsWith("GET /t7/Patient/p1 ", server.Requests[0].Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_AreCopied()
    {
        await using var server = RawServer.Start(Answer);
        await using var provider = Services();
        var options = OptionsOf(server, 1);
        var client = provider.GetRequiredService<IFhirPlatformFactory>().Create(TestPlatform.Descriptor, options);

        options.BaseUrl = new Uri("https://elsewhere.example.org/");
        options.Credential = FhirCredential.Token("other");
        options.MaximumPages = -1;
        options.PagingHosts.Add("elsewhere.example.org");
        await client.ReadAsync("Patient", "p1");

        Assert.Equal(["Bearer token-1"], Assert.Single(server.Requests).Header("Authorization"));
        Assert.Empty(((FhirPlatformClient)client).Exchange.Options.PagingHosts);
    }

    [Fact]
    public void Copy_SharesNothingThatCanBeChanged()
    {
        var options = new FhirPlatformOptions { ContinuationKey = new byte[FhirPlatformOptions.ContinuationKeyLength], BaseUrl = new Uri("https://fhir.example.org") };
        var copy = options.Clone();
        foreach (var property in typeof(FhirPlatformOptions).GetProperties().Where(static property => !property.PropertyType.IsValueType))
        {
            // Immutable, or the program's own services.
            if (property.PropertyType == typeof(string) || property.PropertyType == typeof(Uri) || property.PropertyType == typeof(FhirCredential)
                || property.PropertyType == typeof(TimeProvider) || property.PropertyType.IsAssignableTo(typeof(Delegate)))
            {
                continue;
            }

            Assert.True(property.GetValue(options) is not { } value || !ReferenceEquals(value, property.GetValue(copy)), property.Name);
        }
    }

    [Fact]
    public void WrongOptions_AreRefusedWhenTheClientIsMade()
    {
        using var provider = Services();
        var factory = provider.GetRequiredService<IFhirPlatformFactory>();

        var error = Assert.Throws<OptionsValidationException>(() => factory.Create(
            TestPlatform.Descriptor, new() { BaseUrl = new Uri("http://fhir.example.org"), MaximumPages = 0, Credential = FhirCredential.None, AccessToken = static _ => default }));

        Assert.Equal(3, error.Failures.Count());
        Assert.Throws<ArgumentNullException>(() => factory.Create(null!, new()));
        Assert.Throws<ArgumentNullException>(() => factory.Create(TestPlatform.Descriptor, null!));
    }

    [Fact]
    public async Task Factory_IsThereWithEachRegistration_AndItsHandlersAreAddedOnce()
    {
        await using var server = RawServer.Start(Answer);
        var services = new ServiceCollection();
        services.AddFhirPlatform<TestPlatform>("north", static o => o.BaseUrl = new("https://north.example.org"));
        services.AddFhirPlatform<TestPlatform>("south", static o => o.BaseUrl = new("https://south.example.org"));
        var seen = new ConcurrentQueue<string>();
        services.AddFhirPlatformFactory().AddHttpMessageHandler(() => new Watcher(seen));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IFhirPlatformFactory>().Create(TestPlatform.Descriptor, OptionsOf(server, 1)).ReadAsync("Patient", "p1");

        Assert.Single(seen);
        Assert.Single(provider.GetServices<IFhirPlatformFactory>());
    }

    [Fact]
    public async Task Clients_ShareConnections_WhichEndWithTheProvider()
    {
        var connections = 0;
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var ended = new TaskCompletionSource();
        var serving = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync();
            connections++;
            var stream = connection.GetStream();
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.Length == 0)
                {
                    const string Body = """{"resourceType":"Patient","id":"p1"}""";
                    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
                }
            }

            ended.SetResult();
        });
        IFhirPlatformClient client;
        await using (var provider = Services())
        {
            var factory = provider.GetRequiredService<IFhirPlatformFactory>();
            var address = new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/");
            client = factory.Create(TestPlatform.Descriptor, new() { BaseUrl = address });
            await client.ReadAsync("Patient", "p1");
            await factory.Create(TestPlatform.Descriptor, new() { BaseUrl = address }).ReadAsync("Patient", "p1");
            Assert.False(ended.Task.IsCompleted);
        }

        // The server sees the end of the one connection that both used.
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await serving;
        Assert.Equal(1, connections);
        await Assert.ThrowsAnyAsync<Exception>(() => client.ReadAsync("Patient", "p1"));
    }

    [Fact]
    public void ATenantThatNobodyHolds_IsGone()
    {
        using var provider = Services();
        var factory = provider.GetRequiredService<IFhirPlatformFactory>();
        var tenants = Make(factory);

        for (var i = 0; i < 10 && tenants.Exists(static tenant => tenant.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(tenants, static tenant => tenant.IsAlive);
        GC.KeepAlive(factory);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Make(IFhirPlatformFactory factory)
    {
        var references = new List<WeakReference>();
        for (var i = 0; i < Tenants; i++)
        {
            var credential = FhirCredential.Token("token-" + i);
            references.Add(new(credential));
            references.Add(new(factory.Create(TestPlatform.Descriptor, new() { BaseUrl = new Uri("https://fhir.example.org"), Credential = credential })));
        }

        return references;
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddFhirPlatformFactory();
        return services.BuildServiceProvider();
    }

    private static FhirPlatformOptions OptionsOf(RawServer server, int tenant) =>
        new() { BaseUrl = new Uri(server.Address, "t" + tenant), Credential = FhirCredential.Token("token-" + tenant) };

    private static RawAnswer Answer(RawRequest request) =>
        RawAnswer.Of("200 OK", $$"""{"resourceType":"Patient","id":"{{request.Head.Split(' ')[1].Split('/')[^1]}}"}""");

    private sealed class Watcher(ConcurrentQueue<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Enqueue(request.Method.Method);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
