using FhirTyped.Auth;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary><c>GET /oauth/callback</c>: where browsers come back to, from all platforms.</summary>
internal sealed class LoginCallback(
    GatewayPlatforms platforms, LoginBrowsers browsers, CallerReader callers, PendingLogins pending, GatewaySessions sessions, SessionCookie cookie, ConnectedSignals connected,
    GatewayAddress address, ICounterStore counters, ISecurityEvents events)
{
    private const int MostPerMinute = 20;
    private const int LongestState = 512;

    /// <summary>The path.</summary>
    public const string Path = "/oauth/callback";

    /// <summary>Finishes a login.</summary>
    public async Task CompleteAsync(HttpContext context)
    {
        await LimitAsync(context).ConfigureAwait(false);
        if (LoginRequest.Single(context, "state") is not { Length: <= LongestState } state)
        {
            throw LoginRequest.Invalid("The callback has no state.");
        }

        // Out of the store whatever comes next: nobody tries twice.
        var login = await pending.TakeAsync(state, context.RequestAborted).ConfigureAwait(false);
        if (login is null)
        {
            events.Report(SecurityEventKind.LoginUnknown, null, null);
            throw new LoginRefusedException(StatusCodes.Status400BadRequest, "unknown_state", "This login is not under way: it took too long, or was finished before. Begin again.");
        }

        // Always: else somebody could have another one's browser finish his own login, and have that person's data go to his account.
        if (await browsers.FindAsync(context, context.RequestAborted).ConfigureAwait(false) is not { } session || session.Subject != login.Browser)
        {
            events.Report(SecurityEventKind.LoginOfAnotherBrowser, null, login.Platform);
            throw new LoginRefusedException(StatusCodes.Status400BadRequest, "session_mismatch", "This login was begun in another browser. Begin again in this one.");
        }

        var platform = platforms.Find(login.Platform) is { HasLogin: true } found ? found
            : throw new LoginRefusedException(StatusCodes.Status404NotFound, "unknown_platform", "The platform of this login is not there any more.");
        var result = await ExchangeAsync(context, platform, login, callers.CallerOf(session)).ConfigureAwait(false);
        await ConnectAsync(context, session, platform, login, result).ConfigureAwait(false);
        await AnswerAsync(context, platform, login.Return).ConfigureAwait(false);
    }

    private async Task<SmartSession> ExchangeAsync(HttpContext context, GatewayPlatform platform, PendingGatewayLogin login, GatewayCaller caller)
    {
        try
        {
            // Once the server has been asked, its answer is kept even where the browser has gone away: the code is used up.
            return await platform.Launch.CompleteAsync(new Uri(address.At(Path).AbsoluteUri + context.Request.QueryString.Value), PendingLogin.Deserialize(login.Launch), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is SmartLoginException or FhirTokenException)
        {
            events.Report(SecurityEventKind.LoginRefused, caller, platform.Id);
            throw new LoginRefusedException(
                error is SmartLoginException ? StatusCodes.Status400BadRequest : StatusCodes.Status502BadGateway,
                (error as SmartLoginException)?.Error ?? (error as FhirTokenException)?.Error ?? "login_failed", error.Message);
        }
    }

    private async Task ConnectAsync(HttpContext context, StoredSession session, GatewayPlatform platform, PendingGatewayLogin login, SmartSession result)
    {
        var content = ConnectionContent.Of(result);
        var person = login.Person ?? (SessionIdentity.IsAnonymous(session.Subject) ? null : session.Subject);
        if (person is not null)
        {
            await sessions.ConnectPersonAsync(person, platform.Id, content, CancellationToken.None).ConfigureAwait(false);
        }

        if (SessionIdentity.IsLogin(session.Subject))
        {
            await sessions.EndAsync(session.Id, CancellationToken.None).ConfigureAwait(false);
            cookie.Delete(context.Response);
        }
        else if (await sessions.RenewAsync(session.Id, person is null ? platform.Id : null, person is null ? content : null, CancellationToken.None).ConfigureAwait(false) is { } secret)
        {
            cookie.Set(context.Response, secret);
        }
        else
        {
            throw new LoginRefusedException(StatusCodes.Status400BadRequest, "session_ended", "The session of this browser has ended meanwhile. Begin again.");
        }

        events.Report(SecurityEventKind.Connected, new() { Subject = person ?? session.Subject, IsVerified = person is not null, IsByCookie = true }, platform.Id);
        await connected.TellAsync(person ?? session.Subject, platform.Id, result.Tokens.ExpiresAt, CancellationToken.None).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, GatewayPlatform platform, string? back)
    {
        if (back is not null)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = back;
            return Task.CompletedTask;
        }

        var message = "You are connected to " + platform.DisplayName + ". You can close this page.";
        return LoginAnswers.IsForBrowser(context.Request)
            ? LoginAnswers.WritePageAsync(context, StatusCodes.Status200OK, "Connected", message)
            : LoginAnswers.WriteAsync(context, StatusCodes.Status200OK, new(true, message, platform.Id), LoginJson.Default.ConnectedAnswer);
    }

    // By network address, which a caller does not choose; over all nodes.
    private async Task LimitAsync(HttpContext context)
    {
        if (await counters.AddAsync("callback|" + CallerNetwork.Of(context.Connection.RemoteIpAddress), TimeSpan.FromMinutes(1), context.RequestAborted).ConfigureAwait(false) > MostPerMinute)
        {
            events.Report(SecurityEventKind.TooManyCallbacks, null, null);
            context.Response.Headers.RetryAfter = "60";
            throw new LoginRefusedException(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many logins were finished from this network address. Wait a minute.");
        }
    }
}
