using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Who sits before the browser that shows a page of ours: the person whom the hospital's identity provider has vouched for, or who works at this machine.</summary>
internal sealed class PersonReader(LoginBrowsers browsers, CallerReader callers, IOptions<FhirGatewayMcpOptions> options)
{
    /// <summary>The person; null where nobody knows who it is.</summary>
    public async ValueTask<GatewayCaller?> FindAsync(HttpContext context)
    {
        if (options.Value.AllowWithoutToken)
        {
            return AgentCaller.Local(null, []);
        }

        return await browsers.FindAsync(context, context.RequestAborted).ConfigureAwait(false) is { } session && callers.CallerOf(session) is { IsVerified: true } person ? person : null;
    }
}
