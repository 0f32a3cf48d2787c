using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>
/// A person's login at the gateway itself: at the hospital's identity provider (OpenID Connect Core 1.0, authorization code with PKCE), by ASP.NET Core's own handler. What comes of it is a session of ours, in
/// the cookie and the store of all sessions; the handler's own cookies last from the one redirect to the other.
/// </summary>
internal sealed class ProviderLogin(GatewaySessions sessions, SessionCookie cookie, GatewayAddress address, ISecurityEvents events)
{
    /// <summary>The scheme.</summary>
    public const string Scheme = "fhir-gateway-login";

    /// <summary>A scheme that signs nobody in: a handler needs the name of one, and it is never asked.</summary>
    public const string NoSignIn = "fhir-gateway-no-sign-in";

    /// <summary>Where the provider sends browsers back to.</summary>
    public const string CallbackPath = "/login/callback";

    /// <summary><c>GET /login?return=/…</c>: sends the browser to the provider.</summary>
    public async Task BeginAsync(HttpContext context)
    {
        var back = LoginRequest.Single(context, "return") is not { } wanted ? "/" : ReturnAddress.IsLocal(wanted, address.Origin) ? wanted : throw LoginRequest.Invalid("return is an address within the gateway, from its first slash on.");
        await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = back }).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes a session of a login that was verified. It is the handler's last event: at <c>OnTokenValidated</c> the nonce has not been looked at yet, and whoever takes over there has nobody look at it.
    /// </summary>
    public async Task CompleteAsync(TicketReceivedContext context)
    {
        if (context.Principal?.FindFirst("sub") is not { Value.Length: > 0, Issuer.Length: > 0 } name)
        {
            context.Fail("The id token names nobody.");
            return;
        }

        // Another session than the browser had, whoever gave it to the browser; what was connected in that one stays behind.
        if (cookie.ReadId(context.Request) is { } old)
        {
            await sessions.EndAsync(old, CancellationToken.None).ConfigureAwait(false);
        }

        var subject = name.Issuer + "|" + name.Value;
        var (secret, _) = await sessions.StartAsync(subject, CancellationToken.None).ConfigureAwait(false);
        cookie.Set(context.Response, secret);
        events.Report(SecurityEventKind.LoggedIn, new() { Subject = subject, IsVerified = true, IsByCookie = true }, null);
        var back = context.ReturnUri is { } wanted && ReturnAddress.IsLocal(wanted, address.Origin) ? wanted : "/";
        context.Response.StatusCode = (int)HttpStatusCode.SeeOther;
        context.Response.Headers.Location = back;
        context.HandleResponse();
    }

    /// <summary>Says that a login came to nothing. What the provider says of it is not repeated.</summary>
    public Task FailAsync(RemoteFailureContext context)
    {
        events.Report(SecurityEventKind.LoginRefused, null, null);
        context.HandleResponse();
        LoginAnswers.SetHeaders(context.Response);
        return LoginAnswers.WritePageAsync(context.HttpContext, StatusCodes.Status400BadRequest, "Not logged in", "The login was refused, took too long, or was begun in another browser. Begin again.");
    }
}
