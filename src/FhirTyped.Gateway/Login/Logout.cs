using FhirTyped.Auth;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Ends connections and sessions: here first, then at the servers.</summary>
internal sealed class Logout(
    GatewayPlatforms platforms, ICallerReader callers, LoginBrowsers browsers, GatewaySessions sessions, SessionCookie cookie, ConnectedSignals connected, GatewayAddress address,
    ISecurityEvents events)
{
    /// <summary><c>POST /auth/{platform}/logout</c>.</summary>
    public async Task LogOutAsync(HttpContext context)
    {
        ThrowIfForeign(context);
        var platform = LoginRequest.PlatformOf(context, platforms, needsLogin: false);
        var caller = await callers.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var (wasThere, isRevoked) = caller.SessionId is { } id ? await DisconnectAsync(caller, id, platform.Id).ConfigureAwait(false) : (false, false);
        await LoginAnswers.WriteAsync(
            context, StatusCodes.Status200OK,
            new(wasThere, !wasThere ? "There was no connection." : isRevoked ? "Logged out." : "Logged out here; the server was not told, or did not say that it heard.", isRevoked),
            LoginJson.Default.LogoutAnswer).ConfigureAwait(false);
    }

    /// <summary><c>POST /auth/logout</c>: everything of the session.</summary>
    public async Task LogOutEverywhereAsync(HttpContext context)
    {
        ThrowIfForeign(context);
        var caller = await callers.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        var browser = await browsers.FindAsync(context, context.RequestAborted).ConfigureAwait(false);
        var isRevoked = true;
        if (caller.SessionId is { } id)
        {
            if (await sessions.GetAsync(id, context.RequestAborted).ConfigureAwait(false) is { } session)
            {
                foreach (var platform in session.Connections.Keys)
                {
                    var (wasThere, revoked) = await DisconnectAsync(caller, id, platform).ConfigureAwait(false);
                    isRevoked &= revoked || !wasThere;
                }
            }

            await sessions.EndAsync(id, CancellationToken.None).ConfigureAwait(false);
        }

        if (browser is not null && (caller.IsByCookie || SessionIdentity.IsLogin(browser.Subject)))
        {
            await sessions.EndAsync(browser.Id, CancellationToken.None).ConfigureAwait(false);
            cookie.Delete(context.Response);
        }

        var hasEnded = caller.SessionId is not null || browser is not null;
        if (hasEnded)
        {
            events.Report(SecurityEventKind.SessionEnded, caller, null);
        }

        await LoginAnswers.WriteAsync(
            context, StatusCodes.Status200OK,
            new(hasEnded, !hasEnded ? "There was no session." : isRevoked ? "Logged out." : "Logged out here; a server was not told, or did not say that it heard.", hasEnded && isRevoked),
            LoginJson.Default.LogoutAnswer).ConfigureAwait(false);
    }

    // What is begun is finished, whether or not the caller still listens.
    internal async Task<(bool WasThere, bool IsRevoked)> DisconnectAsync(GatewayCaller caller, string session, string platform)
    {
        var (tokens, wasThere) = await sessions.DisconnectAsync(session, platform, CancellationToken.None).ConfigureAwait(false);
        await connected.ForgetAsync(caller.Subject, platform, CancellationToken.None).ConfigureAwait(false);
        if (wasThere)
        {
            events.Report(SecurityEventKind.Disconnected, caller, platform);
        }

        return (wasThere, tokens is not null && await RevokeAsync(platforms.Find(platform), tokens).ConfigureAwait(false));
    }

    private static async Task<bool> RevokeAsync(GatewayPlatform? platform, SmartTokens tokens)
    {
        if (platform is not { HasLogin: true } || !platform.Launch.IsFor(tokens.BaseUrl.AbsoluteUri))
        {
            return false;
        }

        try
        {
            await platform.Launch.RevokeAsync(tokens, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (FhirTokenException)
        {
            return false;
        }
    }

    // A page of another origin can send a browser's cookie, but no such header, and no Origin but its own. A token is sent by nobody but its holder.
    private void ThrowIfForeign(HttpContext context)
    {
        if (!OriginCheck.IsOurs(context.Request, address, mustSay: context.Request.Headers.Authorization.Count == 0))
        {
            events.Report(SecurityEventKind.ForeignOrigin, null, null);
            throw new LoginRefusedException(StatusCodes.Status403Forbidden, "foreign_origin", "This needs the gateway's own Origin, or the header X-Requested-With.");
        }
    }
}
