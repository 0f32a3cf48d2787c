using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway.Tests;

/// <summary>One node of a gateway: a real server on loopback.</summary>
internal sealed class GatewayNode : IAsyncDisposable
{
    private static readonly HttpClient Upstream = new();

    private readonly WebApplication _app;

    private GatewayNode(WebApplication app, Hospital[] hospitals)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        foreach (var hospital in hospitals)
        {
            hospital.Client.RedirectUris.Add(new Uri(Address, "/oauth/callback").AbsoluteUri);
        }
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public GatewaySessions Sessions => Services.GetRequiredService<GatewaySessions>();

    public GatewayPlatform Platform(string id) => Services.GetRequiredService<GatewayPlatforms>().Find(id)!;

    public static async Task<GatewayNode> StartAsync(
        GatewayStores stores, Hospital[] hospitals, Action<FhirGatewayOptions>? configure = null, string environment = "Development", ILoggerProvider? logs = null,
        Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        }

        stores.AddTo(builder.Services);
        builder.Services.AddFhirPlatformFactory();
        builder.Services.AddSingleton<GatewayPlatforms>();
        builder.Services.Configure<FhirGatewayOptions>(options =>
        {
            foreach (var hospital in hospitals)
            {
                options.Platforms[hospital.Id] = hospital.NewOptions();
            }

            configure?.Invoke(options);
        });
        add?.Invoke(builder.Services);
        builder.Services.AddGatewayLogin();
        var app = builder.Build();
        app.MapGatewayLogin();
        app.MapGet("/test/{platform}/{**path}", ReadAsync);
        await app.StartAsync();
        return new GatewayNode(app, hospitals);
    }

    /// <summary>The node dies: what it was doing goes on nowhere.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // What a request comes to by whose it is: the answer of the server.
    private static async Task ReadAsync(HttpContext context)
    {
        try
        {
            var caller = await context.RequestServices.GetRequiredService<ICallerReader>().ReadAsync(context, context.RequestAborted);
            var platform = context.RequestServices.GetRequiredService<GatewayPlatforms>().Find((string)context.Request.RouteValues["platform"]!)!;
            var connection = await context.RequestServices.GetRequiredService<IGatewayConnections>().FindAsync(caller, platform, context.RequestAborted);
            if (connection is null)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Exchange.BaseUrl, (string?)context.Request.RouteValues["path"]));
            if (await connection.Credential.GetAsync(platform.Exchange.BaseUrl, context.RequestAborted) is { } authorization)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization.ToHeaderValue());
            }

            using var response = await Upstream.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.Headers["X-Shared"] = connection.IsShared ? "true" : "false";
            await context.Response.WriteAsync(await response.Content.ReadAsStringAsync());
        }
        catch (CallerRefusedException)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        catch (Auth.FhirTokenException error)
        {
            context.Response.StatusCode = error is Auth.FhirLoginRequiredException ? StatusCodes.Status401Unauthorized : (int)HttpStatusCode.BadGateway;
        }
    }
}
