using System.Net;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// Has a person log in at a platform when an agent needs it: by an address that the agent's program opens in the person's browser, and else by one that the agent tells him. The login itself goes past the
/// agent.
/// </summary>
internal sealed class LoginRequests(ConnectTickets tickets, ConnectedSignals connected, IOptions<FhirGatewayMcpOptions> options)
{
    private const string Key = "connect";

    /// <summary>Waits for a person who was just sent to log in.</summary>
    /// <returns>Whether he has; false where he was not sent.</returns>
    public async ValueTask<bool> WaitAsync(AgentCall call, GatewayPlatform platform, CancellationToken cancellationToken) =>
        call.RequestState is not null && await WaitLongerAsync(call, platform, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits for a person, wherever he was sent from.</summary>
    /// <returns>Whether he has logged in within the time.</returns>
    public async ValueTask<bool> WaitLongerAsync(AgentCall call, GatewayPlatform platform, CancellationToken cancellationToken)
    {
        try
        {
            var (isConnected, _) = await connected.WaitAsync(call.Caller.Subject, platform.Id, options.Value.LoginWait, cancellationToken).ConfigureAwait(false);
            return isConnected;
        }
        catch (LoginRefusedException)
        {
            // Too many wait for the same.
            return false;
        }
    }

    /// <summary>Asks for the login.</summary>
    /// <returns>What the agent is told, where its program cannot open the address.</returns>
    /// <exception cref="InputRequiredException">Its program can.</exception>
    public async ValueTask<CallToolResult> AskAsync(AgentCall call, GatewayPlatform platform, CancellationToken cancellationToken)
    {
        var address = await tickets.NewAsync(call.Caller, platform, cancellationToken).ConfigureAwait(false);
        var message = "Log in at " + platform.DisplayName + " to let the agent read there.";
        if (call.CanOpenAddresses)
        {
            throw new InputRequiredException(
                new Dictionary<string, InputRequest> { [Key] = InputRequest.ForElicitation(new ElicitRequestParams { Mode = "url", ElicitationId = Guid.NewGuid().ToString("N"), Url = address.AbsoluteUri, Message = message }) },
                requestState: "login");
        }

        return RefusalWriter.Of(new GatewayProblem(
            HttpStatusCode.Unauthorized, "login",
            "The person is not connected to " + platform.DisplayName + ". Ask him to open " + address.AbsoluteUri + " in his own browser, and call again when he has. The address is for him alone, and for ten minutes."));
    }
}
