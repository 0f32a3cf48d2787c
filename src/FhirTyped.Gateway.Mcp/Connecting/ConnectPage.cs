using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// <c>/connect/{ticket}</c>: where a person whom an agent has sent here logs in at a platform. Only the person for whom the agent asks gets on: else somebody could have another log in, and go on with that
/// one's data (https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation).
/// </summary>
internal sealed class ConnectPage(ConnectTickets tickets, PersonReader persons, GatewayPlatforms platforms, LoginStart login, ISecurityEvents events)
{
    /// <summary>Answers a request.</summary>
    public async Task ShowAsync(HttpContext context, string ticket)
    {
        if (await persons.FindAsync(context).ConfigureAwait(false) is not { } person)
        {
            PersonLogin.Ask(context, ConnectTickets.Path + ticket);
            return;
        }

        if (await tickets.PeekAsync(ticket, context.RequestAborted).ConfigureAwait(false) is not { } found || platforms.Find(found.Platform) is not { HasLogin: true } platform)
        {
            await PersonPages.SayAsync(context, StatusCodes.Status410Gone, "This link has ended", "It was used, or took too long. Let the agent ask again.").ConfigureAwait(false);
            return;
        }

        if (found.Subject != person.Subject)
        {
            await tickets.TakeAsync(ticket, context.RequestAborted).ConfigureAwait(false);
            events.Report(SecurityEventKind.LoginOfAnotherBrowser, person, found.Platform);
            await PersonPages.SayAsync(context, StatusCodes.Status403Forbidden, "This link is not for you", "The agent asked for another person. Nothing was done, and the link has ended.").ConfigureAwait(false);
            return;
        }

        if (context.Request.Query["continue"] == "yes")
        {
            if (await tickets.TakeAsync(ticket, context.RequestAborted).ConfigureAwait(false) is null)
            {
                await PersonPages.SayAsync(context, StatusCodes.Status410Gone, "This link has ended", "It was used before.").ConfigureAwait(false);
                return;
            }

            await login.BeginForAsync(context, platform, person.Subject).ConfigureAwait(false);
            return;
        }

        await PersonPages.WriteAsync(
            context, StatusCodes.Status200OK, "Connect to " + platform.DisplayName,
            "<p>The agent " + PersonPages.AgentOf(found.ClientId, found.Agent) + " asks to read from " + PersonPages.Encode(platform.DisplayName)
            + " as you. You log in there, and the agent never sees your password or token. You can end the connection at any time.</p><p><a href=\"?continue=yes\">Log in at " + PersonPages.Encode(platform.DisplayName)
            + "</a></p><p>If you did not ask an agent for this, close the page.</p>").ConfigureAwait(false);
    }
}
