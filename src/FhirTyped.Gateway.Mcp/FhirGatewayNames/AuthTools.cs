using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary><c>start_auth</c>: asks the person to log in at a platform.</summary>
internal sealed class StartAuthTool(LoginRequests logins, GatewayPlatforms platforms, IGatewayConnections connections) : IAgentTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Of(
        "start_auth", "Connect to a platform", "Asks the person to log in at a platform in his own browser. Then wait_for_auth.",
        "\"properties\":{\"platform_id\":{\"type\":\"string\"}},\"required\":[\"platform_id\"]", "\"properties\":{\"connected\":{\"type\":\"boolean\"}}", new() { ReadOnlyHint = false, DestructiveHint = false });

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var platform = AuthTools.Find(platforms, arguments);
        return await connections.FindAsync(call.Caller, platform, cancellationToken).ConfigureAwait(false) is not null || await logins.WaitAsync(call, platform, cancellationToken).ConfigureAwait(false)
            ? AuthTools.Connected(platform, isConnected: true)
            : await logins.AskAsync(call, platform, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary><c>wait_for_auth</c>: waits for the login for a while.</summary>
internal sealed class WaitForAuthTool(GatewayPlatforms platforms, IGatewayConnections connections, LoginRequests logins) : IAgentTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Of(
        "wait_for_auth", "Wait for the login", "Waits for a while until the person is connected. Call it again where he is not.",
        "\"properties\":{\"platform_id\":{\"type\":\"string\"}},\"required\":[\"platform_id\"]", "\"properties\":{\"connected\":{\"type\":\"boolean\"}}", new() { ReadOnlyHint = true });

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var platform = AuthTools.Find(platforms, arguments);
        return AuthTools.Connected(
            platform,
            await connections.FindAsync(call.Caller, platform, cancellationToken).ConfigureAwait(false) is not null || await logins.WaitLongerAsync(call, platform, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary><c>revoke_auth</c>: ends a connection, here and at the platform.</summary>
internal sealed class RevokeAuthTool(GatewayPlatforms platforms, Logout logout) : IAgentTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Of(
        "revoke_auth", "Disconnect from a platform", "Ends the person's connection to a platform, and revokes its tokens there.",
        "\"properties\":{\"platform_id\":{\"type\":\"string\"}},\"required\":[\"platform_id\"]", "\"properties\":{\"disconnected\":{\"type\":\"boolean\"},\"revoked\":{\"type\":\"boolean\"}}", new() { ReadOnlyHint = false, DestructiveHint = true });

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var platform = AuthTools.Find(platforms, arguments);
        var (wasThere, isRevoked) = call.Caller.SessionId is { } id ? await logout.DisconnectAsync(call.Caller, id, platform.Id).ConfigureAwait(false) : (false, false);
        return ToolAnswer.Of(wasThere ? isRevoked ? "Disconnected, and revoked at the platform." : "Disconnected here; the platform was not told, or did not say that it heard." : "There was no connection.", json =>
        {
            json.WriteBoolean("disconnected", wasThere);
            json.WriteBoolean("revoked", isRevoked);
        });
    }
}

/// <summary>What they have in common.</summary>
internal static class AuthTools
{
    /// <summary>The platform.</summary>
    public static GatewayPlatform Find(GatewayPlatforms platforms, ToolArguments arguments)
    {
        arguments.ThrowIfUnknown("platform_id");
        return platforms.Find(arguments.Text("platform_id")) is { HasLogin: true } platform ? platform : throw new ToolException("There is no such platform, or nobody logs in there.");
    }

    /// <summary>Whether the person is connected.</summary>
    public static CallToolResult Connected(GatewayPlatform platform, bool isConnected) =>
        ToolAnswer.Of(isConnected ? "Connected to " + platform.DisplayName + "." : "Not connected to " + platform.DisplayName + " yet.", json => json.WriteBoolean("connected", isConnected));
}
