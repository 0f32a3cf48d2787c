using FhirTyped.Platforms;
using FhirTyped.TestKit;
using Hl7.Fhir.Rest;
using Microsoft.Extensions.DependencyInjection;
using Sdk = Hl7.Fhir.Model;

namespace FhirTyped.Firely.Tests.Clients;

public sealed class RegistrationTests
{
    private const string Patient = """{"resourceType":"Patient","id":"p1"}""";

    [Fact]
    public async Task OnlyServer_NeedsNoName_AndTheHandlersOfItsHttpClientAreAsked()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>(options => options.BaseUrl = server.Address)
            .AddFirelyClient(static settings => settings.UseFormatParameter = false)
            .AddHttpMessageHandler(static () => new Marking());
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });

        await provider.GetRequiredService<FhirClient>().ReadAsync<Sdk.Patient>("Patient/p1");
        await provider.GetRequiredKeyedService<FhirClient>("epic").ReadAsync<Sdk.Patient>("Patient/p1");
        Assert.All(server.Requests, static request => Assert.Equal(["yes"], request.Header("X-Marked")));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task OneOfSeveral_IsAskedForByName()
    {
        await using var north = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        await using var south = RawServer.Start(RawAnswer.Of("200 OK", Patient));
        var services = new ServiceCollection();
        services.AddFhirPlatform<Epic>("north", options => options.BaseUrl = north.Address).AddFirelyClient();
        services.AddFhirPlatform<Epic>("south", options => options.BaseUrl = south.Address).AddFirelyClient();
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<FhirClient>("south").ReadAsync<Sdk.Patient>("Patient/p1");
        Assert.Equal((0, 1), (north.Requests.Count, south.Requests.Count));
        var problem = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<FhirClient>());
        Assert.Contains("north, south", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondRegistration_OfOneServer_IsRefused()
    {
        var builder = new ServiceCollection().AddFhirPlatform<Epic>(static options => options.BaseUrl = new Uri("https://fhir.example.org/r4")).AddFirelyClient();

        Assert.Throws<InvalidOperationException>(() => builder.AddFirelyClient());
    }

    private sealed class Marking : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Marked", "yes");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
