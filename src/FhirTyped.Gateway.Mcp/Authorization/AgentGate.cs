using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// Stands before the tools: no page of another origin asks through somebody's browser (DNS rebinding), and nobody asks without a token that is made out for the tools. Cookies count for nothing
/// here, and no token is taken from anywhere but <c>Authorization</c>, nor sent on.
/// </summary>
internal sealed class AgentGate(
    CallerReader callers, ProtectedResource resource, GatewayAddress address, AuditTrail audit, IOptions<FhirGatewayMcpOptions> options, TimeProvider time)
{
    private const long LargestRequest = 1024 * 1024;

    /// <summary>Passes a request on, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (!OriginCheck.IsOurs(context.Request, address, mustSay: false))
            {
                throw new GatewayProblem(HttpStatusCode.Forbidden, "forbidden", "The request comes from a page of another origin.", "origin");
            }

            var caller = await ReadAsync(context).ConfigureAwait(false);
            var holder = context.RequestServices.GetRequiredService<AgentCaller>();
            (holder.Caller, holder.RequestId, holder.Address) = (caller, context.TraceIdentifier, context.Connection.RemoteIpAddress);
        }
        catch (GatewayProblem problem)
        {
            await RefuseAsync(context, problem).ConfigureAwait(false);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestRequest;
        }

        await next(context).ConfigureAwait(false);
    }

    private async ValueTask<GatewayCaller> ReadAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization;
        if (authorization.Count == 0)
        {
            return options.Value.AllowWithoutToken
                ? AgentCaller.Local(null, [options.Value.ReadScope, options.Value.WriteScope])
                : throw new GatewayProblem(HttpStatusCode.Unauthorized, "login", "Agents bring a token of their person.", "caller") { Challenge = resource.Challenge(null) };
        }

        GatewayCaller caller;
        try
        {
            caller = await callers.ReadTokenAsync(authorization, resource.Audience, context.RequestAborted).ConfigureAwait(false);
        }
        catch (CallerRefusedException refused)
        {
            throw new GatewayProblem(HttpStatusCode.Unauthorized, "login", refused.Message, "caller") { Challenge = resource.Challenge(refused.Error) };
        }
        catch (StoreUnavailableException)
        {
            throw GatewayProblems.StoreUnavailable();
        }

        return caller.TokenScopes.Contains(options.Value.ReadScope, StringComparer.Ordinal) ? caller with { ClientId = caller.ClientId ?? "unknown" }
            : throw new GatewayProblem(HttpStatusCode.Forbidden, "forbidden", "The token lacks the scope " + options.Value.ReadScope + ".", "policy") { Challenge = resource.Challenge("insufficient_scope") };
    }

    private async Task RefuseAsync(HttpContext context, GatewayProblem problem)
    {
        using var place = audit.TryTakePlace();
        if (place is null)
        {
            problem = GatewayProblems.AuditFull();
        }
        else
        {
            try
            {
                await place.WriteAsync(AuditEntry.Of(context, GatewayCaller.Nobody, "none", null, problem, time.GetUtcNow())).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // It is kept, and written when the store takes it; refused it is in any case.
            }
        }

        await OutcomeWriter.WriteAsync(context.Response, problem, context.RequestAborted).ConfigureAwait(false);
    }
}
