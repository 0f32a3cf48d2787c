using FhirTyped.Gateway;
using FhirTyped.Gateway.Mcp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what serves agents.</summary>
public static class FhirGatewayMcpEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>/mcp</c> (streamable HTTP, stateless; https://modelcontextprotocol.io/specification/2025-11-25/basic/transports), the document by which agents find where to get their tokens (RFC 9728), and the pages
    /// on which people log in for agents (<c>/connect/…</c>) and approve their changes (<c>/approve/…</c>).
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException">There is an identity provider, and people cannot log in at the gateway.</exception>
    public static IEndpointRouteBuilder MapFhirGatewayMcp(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        if (services.GetRequiredService<IOptions<FhirGatewayOptions>>().Value.Callers is { Authority: not null } callers && (callers.Login is null || services.GetService<ProviderLogin>() is null))
        {
            throw new InvalidOperationException(
                "Whoever agents ask for has to log in at the gateway in his own browser, to connect and to approve: FhirGateway:Callers:Login says how, and AddFhirGatewayProviderLogin registers it.");
        }

        var gate = services.GetRequiredService<AgentGate>();
        endpoints.MapMcp(ProtectedResource.Path).Add(builder =>
        {
            if (builder.RequestDelegate is { } next)
            {
                builder.RequestDelegate = context => gate.InvokeAsync(context, next);
            }
        });

        var resource = services.GetRequiredService<ProtectedResource>();
        endpoints.MapGet(ProtectedResource.MetadataPath, resource.WriteAsync);
        endpoints.MapGet(ProtectedResource.MetadataPath + ProtectedResource.Path, resource.WriteAsync);

        var connect = services.GetRequiredService<ConnectPage>();
        endpoints.MapGet(ConnectTickets.Path + "{ticket}", context => AnswerAsync(context, () => connect.ShowAsync(context, (string)context.Request.RouteValues["ticket"]!)));
        var approval = services.GetRequiredService<ApprovalPage>();
        endpoints.MapGet(ApprovalPage.Path + "{id}", context => AnswerAsync(context, () => approval.ShowAsync(context, (string)context.Request.RouteValues["id"]!)));
        endpoints.MapPost(ApprovalPage.Path + "{id}", context => AnswerAsync(context, () => approval.DecideAsync(context, (string)context.Request.RouteValues["id"]!)));
        return endpoints;
    }

    private static async Task AnswerAsync(HttpContext context, Func<Task> handle)
    {
        try
        {
            await handle().ConfigureAwait(false);
        }
        catch (Exception error) when (error is StoreUnavailableException or GatewayProblem or LoginRefusedException or FhirTyped.Auth.SmartLoginException or FhirTyped.Auth.FhirTokenException && !context.Response.HasStarted)
        {
            var (status, message) = error switch
            {
                GatewayProblem problem => ((int)problem.Status, problem.Message),
                LoginRefusedException refused => (refused.Status, refused.Message),
                StoreUnavailableException => (StatusCodes.Status503ServiceUnavailable, GatewayProblems.StoreUnavailable().Message),
                _ => (StatusCodes.Status502BadGateway, error.Message),
            };
            await PersonPages.SayAsync(context, status, "It did not work", message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads it any more.
        }
    }
}
