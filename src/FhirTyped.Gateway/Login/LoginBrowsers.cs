using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>The browser in which a login is done: its session, whoever asks.</summary>
internal sealed class LoginBrowsers(ICallerReader callers, CallerReader reader, GatewaySessions sessions, SessionCookie cookie)
{
    /// <summary>The session of a request's cookie; null where there is none.</summary>
    public async ValueTask<StoredSession?> FindAsync(HttpContext context, CancellationToken cancellationToken) =>
        cookie.ReadId(context.Request) is { } id ? await sessions.GetAsync(id, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The browser's session; where there is none, one that can finish a login and nothing else.</summary>
    public async ValueTask<StoredSession> FindOrStartForLoginAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, cancellationToken).ConfigureAwait(false) is { } session)
        {
            return session;
        }

        var (secret, started) = await sessions.StartAsync(SessionIdentity.NewLoginSubject(), cancellationToken).ConfigureAwait(false);
        cookie.Set(context.Response, secret);
        return started;
    }

    /// <summary>The browser's session, which is begun where there is none, and the person for whom a program begins the login by a token.</summary>
    /// <exception cref="LoginRefusedException">Nobody knows who asks, and anonymous sessions are not allowed.</exception>
    /// <exception cref="CallerRefusedException">The token is not true.</exception>
    public async ValueTask<(StoredSession Session, string? Person)> FindOrStartAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var caller = await callers.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        var person = caller is { IsByCookie: false, IsVerified: true } ? caller.Subject : null;
        var session = await FindAsync(context, cancellationToken).ConfigureAwait(false);
        if (session is not null && (person is not null || caller.IsByCookie))
        {
            return (session, person);
        }

        // What a program's token permits may be little: for it, a browser gets a session that can finish this one login, and nothing else.
        if (person is null && !reader.AllowsAnonymousSessions)
        {
            throw new LoginRefusedException(StatusCodes.Status401Unauthorized, "login_required", "The gateway does not know who asks. Log in at the gateway first, or send a token.");
        }

        var (secret, started) = await sessions.StartAsync(person is null ? SessionIdentity.NewAnonymousSubject() : SessionIdentity.NewLoginSubject(), cancellationToken)
            .ConfigureAwait(false);
        cookie.Set(context.Response, secret);
        return (started, person);
    }
}
