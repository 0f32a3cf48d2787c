using System.Globalization;
using FhirTyped.Gateway;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.External.Tests;

/// <summary>A gateway on loopback before a sandbox of Epic, to which people log in; it has a patient with 25 results.</summary>
internal sealed class EpicGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EpicGateway(WebApplication app, FhirSandbox sandbox) => (_app, Sandbox) = (app, sandbox);

    public FhirSandbox Sandbox { get; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<EpicGateway> StartAsync(Action<IServiceCollection>? add = null, Action<WebApplication>? map = null)
    {
        var client = new SandboxOAuthClient { Id = "gateway", Secret = "of the sandbox alone" };
        var sandbox = await FhirSandbox.StartAsync<Epic>(new FhirSandboxOptions { Authorization = new SandboxAuthorization { Clients = { client } } });
        await sandbox.LoadAsync(Record());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddFhirGatewayMemoryStore();
        builder.Services.AddFhirGateway(options => options.Platforms["epic"] = Launched(sandbox, client));
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseFhirGateway();
        app.MapFhirGateway();
        map?.Invoke(app);
        await app.StartAsync();
        var gateway = new EpicGateway(app, sandbox);
        client.RedirectUris.Add(gateway.Address + "/oauth/callback");
        return gateway;
    }

    /// <summary>A platform to which people log in.</summary>
    public static GatewayPlatformOptions Launched(FhirSandbox sandbox, SandboxOAuthClient client) => new()
    {
        BaseUrl = sandbox.BaseUrl,
        Launch = new GatewayLaunchOptions { ClientId = client.Id, ClientSecret = client.Secret, Scopes = { "launch/patient", "openid", "fhirUser", "offline_access", "patient/*.rs" } },
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private static IEnumerable<Resource> Record()
    {
        yield return new Patient { Id = "erika" };
        for (var i = 0; i < 25; i++)
        {
            yield return new Observation
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"o{i}"),
                Status = ObservationStatus.Final,
                Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                Code = new CodeableConcept { Text = "Haemoglobin" },
                Subject = new ResourceReference { Reference = "Patient/erika" },
            };
        }
    }
}
