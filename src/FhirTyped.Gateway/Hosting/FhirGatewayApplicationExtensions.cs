using System.Net;
using FhirTyped.Gateway;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts the gateway into an application.</summary>
public static class FhirGatewayApplicationExtensions
{
    /// <summary>
    /// Looks at each request before anything else does: what listed proxies say of it, by which name the gateway is addressed, and how browsers keep its answers. It stands in front of all
    /// else that the application serves.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseFhirGateway(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var options = app.ApplicationServices.GetRequiredService<IOptions<FhirGatewayOptions>>().Value;
        if (options.TrustedProxies.Count > 0)
        {
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var network in options.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            }

            app.UseForwardedHeaders(forwarded);
        }

        app.UseMiddleware<GatewayHostGuard>();
        if (app.ApplicationServices.GetService<ProviderLogin>() is not null)
        {
            // For the provider's redirect alone: whose a request is, that our own session says.
            app.UseAuthentication();
        }

        return app;
    }

    /// <summary>
    /// Maps what the gateway serves: <c>/api/fhir/{platform}/…</c>, <c>/api/platforms</c>, <c>/auth/…</c>, <c>/oauth/callback</c>, <c>/admin/…</c>, <c>/fhir/metadata</c>, <c>/fhir/status</c>,
    /// <c>/health/live</c> and <c>/health/ready</c>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>The application.</returns>
    public static IEndpointRouteBuilder MapFhirGateway(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var fhir = services.GetRequiredService<FhirEndpoint>();
        RequestDelegate answer = context => fhir.HandleAsync(context, (string)context.Request.RouteValues["platform"]!);
        endpoints.Map("/api/fhir/{platform}", answer);
        endpoints.Map("/api/fhir/{platform}/{**rest}", answer);

        var platforms = services.GetRequiredService<PlatformEndpoints>();
        endpoints.MapGet("/api/platforms", platforms.ListAsync);
        endpoints.MapGet("/api/platforms/{platform}", context => platforms.ShowAsync(context, (string)context.Request.RouteValues["platform"]!));

        endpoints.MapGatewayLogin();

        var administration = services.GetRequiredService<AdministrationEndpoints>();
        endpoints.MapGet("/admin/blocks", administration.ListBlocksAsync);
        endpoints.MapPost("/admin/blocks", administration.SetBlockAsync);
        endpoints.MapDelete("/admin/blocks", administration.RemoveBlockAsync);
        endpoints.MapDelete("/admin/sessions", administration.EndSessionsAsync);
        endpoints.MapGet("/admin/audit", administration.ExportAuditAsync);
        endpoints.MapGet("/admin/audit/verification", administration.VerifyAuditAsync);
        endpoints.MapPost("/admin/platforms/reload", administration.ReloadAsync);

        var status = services.GetRequiredService<StatusEndpoints>();
        endpoints.MapGet("/fhir/status", status.StatusAsync);
        endpoints.MapGet("/fhir/metadata", status.MetadataAsync);
        endpoints.MapGet("/health/live", StatusEndpoints.LiveAsync);
        endpoints.MapGet("/health/ready", status.ReadyAsync);
        return endpoints;
    }
}
