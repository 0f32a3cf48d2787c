using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FhirTyped.Gateway.Host;

/// <summary>Puts the program together.</summary>
internal static class GatewayProgram
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Makes the application.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="demonstration">The sandboxes, which are started in development where no platform is configured.</param>
    public static async Task<WebApplication> BuildAsync(string[] args, Demonstration demonstration)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.AddFhirGateway(builder.Configuration);
        builder.Services.AddFhirGatewayProviderLogin(builder.Configuration);
        var servesAgents = ServesAgents(builder);
        if (servesAgents)
        {
            builder.Services.AddFhirGatewayMcp(builder.Configuration, options => options.AllowWithoutToken |= !HasProvider(builder.Configuration));
        }

        GatewayStores.Add(builder.Services, builder.Configuration.GetSection(FhirGatewayOptions.SectionName).GetSection("Store"), builder.Environment);
        AddTelemetry(builder);
        if (builder.Environment.IsDevelopment())
        {
            var data = GatewayStores.DataFolder;
            builder.Services.Configure<GatewayKeyOptions>(options => options.DevelopmentKeyFile ??= Path.Combine(data, "development.key"));
            if (!builder.Configuration.GetSection(FhirGatewayOptions.SectionName).GetSection("Platforms").GetChildren().Any())
            {
                await demonstration.StartAsync(AddressOf(builder));
                builder.Services.Configure<FhirGatewayOptions>(demonstration.Configure);
            }
        }

        var app = builder.Build();
        app.UseFhirGateway();
        app.MapFhirGateway();
        if (servesAgents)
        {
            app.MapFhirGatewayMcp();
        }

        app.MapFhirGatewayExplorer();
        app.Lifetime.ApplicationStarted.Register(() => Greeting.Write(Console.Out, app, demonstration));
        return app;
    }

    // By an identity provider; in development without one as well, for whoever works at this machine.
    private static bool ServesAgents(WebApplicationBuilder builder) => HasProvider(builder.Configuration) || builder.Environment.IsDevelopment();

    private static bool HasProvider(ConfigurationManager configuration) => !string.IsNullOrEmpty(configuration[FhirGatewayOptions.SectionName + ":Callers:Authority"]);

    // Where browsers come back to must be known before the sandboxes are: it is registered with them.
    private static Uri AddressOf(WebApplicationBuilder builder)
    {
        var configured = builder.Configuration[FhirGatewayOptions.SectionName + ":PublicUrl"] ?? builder.Configuration["urls"]?.Split(';')[0];
        var address = new Uri(configured ?? "http://localhost:8080");
        if (configured is null)
        {
            builder.WebHost.UseUrls(address.AbsoluteUri);
        }

        return address;
    }

    // No traces of ASP.NET Core's own: their addresses hold ids. Ours hold platform, interaction and resource type.
    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[OtlpEndpoint]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithTracing(static tracing => tracing.AddSource("FhirTyped"))
            .WithMetrics(static metrics => metrics.AddMeter("FhirTyped", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"))
            .UseOtlpExporter();
    }
}
