using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace FhirTyped.Tests.DependencyInjection;

/// <summary>Several servers of one platform, and of platforms that extend it, in one container.</summary>
public sealed class SeveralServersTests
{
    [Fact]
    public async Task EachServer_IsAskedUnderItsName()
    {
        var asked = new List<string>();
        var services = new ServiceCollection();
        foreach (var name in new[] { "north", "south" })
        {
            services.AddFhirPlatform<TestPlatform>(name, o => o.BaseUrl = new Uri($"https://{name}.example.org/r4")).ConfigurePrimaryHttpMessageHandler(() => Server(asked));
        }

        services.AddFhirPlatform<NorthClinic>().ConfigurePrimaryHttpMessageHandler(() => Server(asked));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<TestPlatform>("north").Patient.ReadAsync("1");
        await provider.GetRequiredKeyedService<IFhirPlatformClient>("south").ReadAsync("Patient", "1");
        await provider.GetRequiredService<NorthClinic>().Patient.ReadAsync("1");
        var registry = provider.GetRequiredService<IFhirPlatformRegistry>();
        await registry.GetClient<TestPlatform>("south").Patient.ReadAsync("1");
        await registry.GetClient<TestPlatform>("north-clinic").Patient.ReadAsync("1");

        Assert.Equal(["north.example.org", "south.example.org", "north.example.org", "south.example.org", "north.example.org"], asked);
        Assert.Equal(["north", "south", "north-clinic"], registry.Names);
        Assert.Same(NorthClinic.Descriptor, registry.GetPlatform("north-clinic"));
        Assert.Same(TestPlatform.Descriptor, provider.GetRequiredKeyedService<PlatformDescriptor>("south"));

        // No server is the platform's one server, so none is there without a name.
        Assert.Null(provider.GetService<TestPlatform>());
        Assert.Throws<ArgumentException>(() => registry.GetClient<NorthClinic>("south"));
        Assert.Contains("there are: north, south, north-clinic", Assert.Throws<ArgumentException>(() => registry.GetClient("east")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceOfThePlatform_TakesTheHospitalThatExtendsIt_AndItsRulesHold()
    {
        var asked = new List<string>();
        var services = new ServiceCollection();
        services.AddFhirPlatform<NorthClinic>().ConfigurePrimaryHttpMessageHandler(() => Server(asked));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredKeyedService<TestPlatform>(NorthClinic.PlatformId);

        Assert.IsType<NorthClinic>(client);
        Assert.Equal("north-clinic", client.Platform.Id);
        Assert.Equal("1", await IdOfAsync(client));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Condition.Search(q => q.Subject.Is("Patient/1")).ToListAsync());
        Assert.Equal(["north.example.org"], asked);
    }

    [Fact]
    public void AHospitalThatLacksSomething_IsNoneOfThatPlatform()
    {
        Assert.Equal(typeof(TestPlatform), typeof(NorthClinic).BaseType);
        Assert.Equal(typeof(FhirPlatformClient), typeof(SmallClinic).BaseType);
    }

    [Fact]
    public void TwoServersOfOneName_AreRefused()
    {
        var services = new ServiceCollection();
        services.AddFhirPlatform<TestPlatform>();
        var error = Assert.Throws<InvalidOperationException>(() => services.AddFhirPlatform<TestPlatform>());
        Assert.Contains("AddFhirPlatform<TestPlatform>(\"north\"", error.Message, StringComparison.Ordinal);
        services.AddFhirPlatform<TestPlatform>("north");
        Assert.Throws<InvalidOperationException>(() => services.AddFhirPlatform<NorthClinic>("north"));
        Assert.Throws<InvalidOperationException>(() => services.AddFhirPlatform<NorthClinic>(TestPlatform.PlatformId));
        Assert.Throws<ArgumentException>(() => services.AddFhirPlatform<TestPlatform>(" "));
    }

    [Fact]
    public async Task Options_ComeFromConfiguration_AndFromServices()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Fhir:North:BaseUrl"] = "https://north.example.org/r4",
            ["Fhir:North:RequestTimeout"] = "00:00:07",
            ["Fhir:North:VerifyMatches"] = "all",
            ["Fhir:North:PagingHosts:0"] = "pages.example.org",
            ["Fhir:North:StrictHandling"] = "true",
            ["Fhir:North:ContinuationKey"] = Convert.ToBase64String(new byte[FhirPlatformOptions.ContinuationKeyLength]),
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton(new Tokens("t1"));
        services.AddFhirPlatform<TestPlatform>("north", configuration.GetSection("Fhir:North"));
        var sent = new List<string?>();
        services.AddFhirPlatform<TestPlatform>((options, provider) => options.AccessToken = _ => new(provider.GetRequiredService<Tokens>().Value))
            .ConfigurePrimaryHttpMessageHandler(() => new FakeServer(request =>
            {
                sent.Add(request.Headers.Authorization?.ToString());
                return FakeServer.Json("""{"resourceType":"Patient","id":"1"}""");
            }));
        await using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get("north");
        Assert.Equal(("https://north.example.org/r4", TimeSpan.FromSeconds(7), MatchVerification.All, true), (options.BaseUrl!.AbsoluteUri, options.RequestTimeout, options.VerifyMatches, options.StrictHandling));
        Assert.Equal(["pages.example.org"], options.PagingHosts);
        Assert.Equal(FhirPlatformOptions.ContinuationKeyLength, options.ContinuationKey!.Length);
        await provider.GetRequiredService<TestPlatform>().Patient.ReadAsync("1");
        Assert.Equal(["Bearer t1"], sent);
    }

    [Theory]
    [InlineData("BaseURI", "https://north.example.org/r4", "BaseURI")]
    [InlineData("RequestTimeout", "soon", "RequestTimeout")]
    [InlineData("MaximumPages", "0", "MaximumPages is 0")]
    [InlineData("ModifyAttempts", "-1", "ModifyAttempts is -1")]
    [InlineData("RequestTimeout", "-00:00:05", "RequestTimeout is -00:00:05")]
    [InlineData("BaseUrl", "http://north.example.org/r4", "FHT1307")]
    [InlineData("BaseUrl", "r4", "absolute")]
    [InlineData("VerifyMatches", "7", "VerifyMatches is none of")]
    [InlineData("PagingHosts:0", "https://pages.example.org/x", "PagingHosts")]
    [InlineData("AccessToken", "secret", "AccessToken")]
    public void AWrongSetting_IsAnErrorThatNamesIt(string key, string value, string named)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Fhir:" + key] = value }).Build();
        var services = new ServiceCollection();
        services.AddFhirPlatform<TestPlatform>(configuration.GetSection("Fhir"));
        using var provider = services.BuildServiceProvider();

        var error = Record.Exception(provider.GetRequiredService<TestPlatform>);
        Assert.True(error is OptionsValidationException or InvalidOperationException, error?.ToString());
        Assert.Contains(named, error!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ASectionThatIsNotThere_IsAnErrorThatNamesIt()
    {
        var services = new ServiceCollection();
        services.AddFhirPlatform<TestPlatform>(new ConfigurationBuilder().AddInMemoryCollection([]).Build().GetSection("Fhir:Nort"));
        using var provider = services.BuildServiceProvider();
        Assert.Contains("'Fhir:Nort'", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<TestPlatform>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyAtOnce_EachAsksItsOwnServer()
    {
        var services = new ServiceCollection();
        for (var i = 0; i < 20; i++)
        {
            var name = "s" + i;
            services.AddFhirPlatform<TestPlatform>(name, o => o.BaseUrl = new Uri($"https://{name}.example.org/r4")).ConfigurePrimaryHttpMessageHandler(() => new Echo());
        }

        await using var provider = services.BuildServiceProvider();
        var registry = provider.GetRequiredService<IFhirPlatformRegistry>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var name = "s" + (i % 20);
            Assert.Equal(name, (await registry.GetClient<TestPlatform>(name).Patient.ReadAsync(name)).Id);
            Assert.Equal(name, (await registry.GetClient(name).ReadAsync("Patient", name)).Id);
        })));
    }

    [Fact]
    public void EverythingThatIsWrong_IsToldAtTheStart()
    {
        var services = new ServiceCollection();
        services.AddFhirPlatform<TestPlatform>(o => (o.MaximumPages, o.MaximumResponseBytes, o.TimeProvider) = (0, 0, null!));
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);
        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public async Task Health_OfEachServer_IsToldByName()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHealthChecks().AddFhirPlatforms(tags: ["fhir"]);
        services.AddFhirPlatform<TestPlatform>("north").ConfigurePrimaryHttpMessageHandler(static () => new FakeServer(
            static _ => FakeServer.Json("""{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1"}""")));
        services.AddFhirPlatform<TestPlatform>("old").ConfigurePrimaryHttpMessageHandler(static () => new FakeServer(
            static _ => FakeServer.Json("""{"resourceType":"CapabilityStatement","fhirVersion":"3.0.2"}""")));
        services.AddFhirPlatform<TestPlatform>("down").ConfigurePrimaryHttpMessageHandler(static () => new FakeServer(
            static _ => throw new HttpRequestException("secret.example.org refused")));
        services.AddFhirPlatform<TestPlatform>("wrong", static o => o.BaseUrl = new Uri("http://secret.example.org"));
        await using var provider = services.BuildServiceProvider();

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(
            [("fhir:down", HealthStatus.Unhealthy), ("fhir:north", HealthStatus.Healthy), ("fhir:old", HealthStatus.Unhealthy), ("fhir:wrong", HealthStatus.Unhealthy)],
            report.Entries.Select(static entry => (entry.Key, entry.Value.Status)).Order());
        Assert.All(report.Entries.Values, static entry => Assert.Equal(["fhir"], entry.Tags));
        Assert.DoesNotContain("secret", string.Join('\n', report.Entries.Values.Select(static entry => entry.Description + entry.Exception)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, HealthStatus.Healthy)]
    [InlineData(true, HealthStatus.Degraded)]
    public async Task Health_TellsWhatTheServerNoLongerDeclares(bool degrades, HealthStatus expected)
    {
        var statement = FhirJson.Read<CapabilityStatement>(File.ReadAllBytes(Path.Combine(TestFiles.RepositoryRoot, "tests", "FhirTyped.Tests", "platforms", "writing-platform.capabilities.json")));
        statement.Rest[0].Resource.RemoveAll(static one => one.Type?.ToString() == "Encounter");
        statement.Rest[0].Resource[0].SearchParam.RemoveAll(static one => one.Name == "family");
        statement.Rest[0].Resource[0].Interaction.RemoveAll(static one => one.Code?.Value == TypeRestfulInteraction.Patch);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHealthChecks().AddFhirPlatforms(degradesWhereLost: degrades);
        services.AddFhirPlatform<WritingPlatform>().ConfigurePrimaryHttpMessageHandler(() => new FakeServer(_ => FakeServer.Json(Encoding.UTF8.GetString(FhirJson.ToUtf8Bytes(statement)))));
        await using var provider = services.BuildServiceProvider();

        var entry = (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["fhir:writing-platform"];

        Assert.Equal(expected, entry.Status);
        Assert.Equal(["Encounter", "Patient patch", "Patient parameter family"], (IEnumerable<string>)entry.Data["lost"]);
    }

    [Fact]
    public async Task APlatform_OfTheRunTime_HasAClientToo()
    {
        var server = new FakeServer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"1"}"""));
        var client = FhirPlatform.Create(new PlatformDescriptor(TestPlatform.Descriptor.Manifest), new HttpClient(server));
        Assert.Equal("1", (await client.ReadAsync("Patient", "1")).Id);
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.ReadAsync("Device", "1"));
        Assert.Single(server.Requests);
    }

    private static async Task<string?> IdOfAsync(TestPlatform platform) => (await platform.Patient.ReadAsync("1")).Id;

    private static FakeServer Server(List<string> asked) => new(request =>
    {
        asked.Add(request.RequestUri!.Host);
        return FakeServer.Json("""{"resourceType":"Patient","id":"1"}""");
    });

    private sealed record Tokens(string Value);

    /// <summary>Answers with a patient whose id is the first part of the host's name.</summary>
    private sealed class Echo : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(FakeServer.Json("{\"resourceType\":\"Patient\",\"id\":\"" + request.RequestUri!.Host.Split('.')[0] + "\"}"));
    }
}
