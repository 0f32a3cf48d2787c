using FhirTyped;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Refit;

namespace Clinic;

/// <summary>Handlers, registration and mocks work as users of Refit know them.</summary>
public sealed class HandlerTests
{
    private const string Patient = """{"resourceType":"Patient","id":"p1"}""";

    [Fact]
    public async Task Handler_SeesInterfaceMethodAndTemplate()
    {
        await using var server = RefitServer.Start("200 OK", Patient);
        var seen = new Seeing();
        var services = new ServiceCollection();
        services.AddRefitClient<IEpicPatientApi>().ConfigureHttpClient(http => http.BaseAddress = server.BaseUrl).AddHttpMessageHandler(() => seen);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IEpicPatientApi>().ReadAsync("p1");

        Assert.Equal((typeof(IEpicPatientApi), "ReadAsync", "/Patient/{id}"), seen.Last);
    }

    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    public async Task StandardResilience_Retries(string status)
    {
        var count = 0;
        await using var server = RefitServer.Start(_ => count++ == 0 ? RawAnswer.Of(status, "", "Retry-After: 0") : RawAnswer.Of("200 OK", Patient));
        var services = new ServiceCollection();
        services.AddRefitClient<IEpicPatientApi>().ConfigureHttpClient(http => http.BaseAddress = server.BaseUrl).AddStandardResilienceHandler();
        await using var provider = services.BuildServiceProvider();

        Assert.Equal("p1", (await provider.GetRequiredService<IEpicPatientApi>().ReadAsync("p1")).Id);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ClientsOfAServer_HaveItsTokenAndItsHandlers()
    {
        await using var server = RefitServer.Start("200 OK", Patient);
        var seen = new Seeing();
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>(options =>
        {
            options.BaseUrl = server.BaseUrl;
            options.AccessToken = static _ => new("secret");
        }).AddRefitClients().AddHttpMessageHandler(() => seen);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IEpicPatientApi>().ReadAsync("p1");

        Assert.Equal(["Bearer secret"], server.Requests[0].Header("Authorization"));
        Assert.Equal(typeof(IEpicPatientApi), seen.Last.Api);
    }

    [Fact]
    public async Task ServersWithNames_HaveClientsWithKeys()
    {
        await using var north = RefitServer.Start("200 OK", Patient);
        await using var south = RefitServer.Start("200 OK", Patient);
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>("north", options => options.BaseUrl = north.BaseUrl).AddRefitClients();
        services.AddFhirPlatform<Epic>("south", options => options.BaseUrl = south.BaseUrl).AddRefitClients();
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IEpicPatientApi>("south").ReadAsync("p1");

        Assert.Empty(north.Requests);
        Assert.Single(south.Requests);
        Assert.Null(provider.GetService<IEpicPatientApi>());
    }

    [Fact]
    public void PlatformWithoutRefitClients_IsToldApart()
    {
        var builder = new ServiceCollection().AddFhirPlatform<Hapi>(options => options.BaseUrl = new("https://hapi.example.org/fhir"));
        var problem = Assert.Throws<InvalidOperationException>(() => builder.AddRefitClients());
        Assert.Contains("FhirRefitClients", problem.Message);
    }

    [Fact]
    public async Task RefitsAuthorization_IsRefits()
    {
        await using var server = RefitServer.Start("200 OK", Patient);
        var settings = new RefitSettings { HttpRequestMessageOptions = new() { ["x"] = "y" } };
        var http = server.Http();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "of-the-client");
        await RestService.For<IEpicPatientApi>(http, settings).ReadAsync("p1");
        Assert.Equal(["Bearer of-the-client"], server.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task Mock_AnswersTheSearchThatItIsToldOf()
    {
        var api = Substitute.For<IEpicObservationApi>();
        var laboratory = FhirCriteria<Epic.ObservationQuery>.Of(q => q.Patient.Is("p1").Category.Is("laboratory"));
        api.SearchAsync(laboratory, Arg.Any<CancellationToken>()).Returns(new FhirPage<Observation>([new Observation { Id = "o1" }]));

        var found = await api.SearchAsync(q => q.Patient.Is("p1").Category.Is("laboratory"));
        var other = await api.SearchAsync(q => q.Patient.Is("p2").Category.Is("laboratory"));

        Assert.Equal("o1", Assert.Single(found.Matches).Id);
        Assert.Null(other);
        Assert.DoesNotContain("p1", laboratory.ToString());
    }

    [Fact]
    public async Task TwoHundredAtOnce_GetEachTheirOwn()
    {
        await using var server = RefitServer.Start(request => RawAnswer.Of("200 OK", $$"""{"resourceType":"Patient","id":"{{request.Target.Split('/')[^1]}}"}"""));
        var api = server.Client<IEpicPatientApi>();
        var ids = Enumerable.Range(0, 200).Select(static i => "p" + i).ToList();
        var patients = await Task.WhenAll(ids.Select(id => Task.Run(() => api.ReadAsync(id))));
        Assert.Equal(ids, patients.Select(static patient => patient.Id));
    }

    private sealed class Seeing : DelegatingHandler
    {
        public (Type? Api, string? Method, string? Template) Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Options.TryGetValue(new HttpRequestOptionsKey<Type>(HttpRequestMessageOptions.InterfaceType), out var api);
            request.Options.TryGetValue(new HttpRequestOptionsKey<string>(HttpRequestMessageOptions.MethodName), out var method);
            request.Options.TryGetValue(new HttpRequestOptionsKey<string>(HttpRequestMessageOptions.RelativePathTemplate), out var template);
            Last = (api, method, template);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
