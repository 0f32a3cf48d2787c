using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Tells callers to what they are connected.</summary>
internal sealed class LoginStatus(GatewayPlatforms platforms, ICallerReader callers, GatewaySessions sessions, ConnectedSignals connected, TimeProvider time)
{
    private const int LongestWaitSeconds = 300;

    /// <summary><c>GET /auth/status</c>.</summary>
    public async Task TellAsync(HttpContext context)
    {
        var caller = await callers.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var all = new Dictionary<string, PlatformStatus>(StringComparer.Ordinal);
        foreach (var platform in platforms.All)
        {
            var content = caller.SessionId is { } id ? await sessions.PeekAsync(id, platform.Id, context.RequestAborted).ConfigureAwait(false) : null;
            var tokens = content?.ReadTokens();
            var isLive = tokens is not null && (tokens.HasRefreshToken || tokens.ExpiresAt is not { } end || end > time.GetUtcNow());
            var isShared = platform.Shared is not null && (caller.IsVerified || platform.Options.AllowAnonymous);
            all[platform.Id] = new(
                platform.Id, isLive, tokens is not null, tokens?.ExpiresAt, tokens?.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [], isShared);
        }

        await LoginAnswers.WriteAsync(context, StatusCodes.Status200OK, new(all), LoginJson.Default.StatusAnswer).ConfigureAwait(false);
    }

    /// <summary><c>GET /auth/{platform}/wait?timeout=300</c>: answers once the caller is connected, on whatever node that happens.</summary>
    public async Task WaitAsync(HttpContext context)
    {
        var platform = LoginRequest.PlatformOf(context, platforms);
        var seconds = LoginRequest.Single(context, "timeout") is not { } text ? LongestWaitSeconds
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LongestWaitSeconds ? number
            : throw LoginRequest.Invalid("timeout is a number of seconds, from 1 to 300.");
        var caller = await callers.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        if (caller.Subject.Length == 0)
        {
            throw new LoginRefusedException(StatusCodes.Status401Unauthorized, "login_required", "The gateway does not know who asks. Begin a login first, or send a token.");
        }

        var (isConnected, end) = caller.SessionId is { } id && await sessions.PeekAsync(id, platform.Id, context.RequestAborted).ConfigureAwait(false) is { } content
            ? (true, content.ReadTokens().ExpiresAt)
            : await connected.WaitAsync(caller.Subject, platform.Id, TimeSpan.FromSeconds(seconds), context.RequestAborted).ConfigureAwait(false);
        var rest = end is { } known ? (long?)Math.Max(0, (long)(known - time.GetUtcNow()).TotalSeconds) : null;
        await LoginAnswers.WriteAsync(
            context, StatusCodes.Status200OK, isConnected ? new(true, "Connected.", rest) : new(false, "Nobody has logged in within the time.", null), LoginJson.Default.WaitAnswer)
            .ConfigureAwait(false);
    }
}
