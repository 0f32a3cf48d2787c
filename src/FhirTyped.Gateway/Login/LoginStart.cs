using FhirTyped.Auth;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Begins logins: from the gateway, and from an EHR.</summary>
internal sealed class LoginStart(GatewayPlatforms platforms, LoginBrowsers browsers, PendingLogins pending, GatewayAddress address, ISecurityEvents events)
{
    /// <summary><c>GET /auth/{platform}/login?return=/…&amp;redirect=true|false&amp;scopes=</c>.</summary>
    public async Task BeginAsync(HttpContext context)
    {
        var platform = LoginRequest.PlatformOf(context, platforms);
        var back = ReturnOf(context);
        var isRedirect = LoginRequest.Single(context, "redirect") switch
        {
            null or "true" => true,
            "false" => false,
            _ => throw LoginRequest.Invalid("redirect is true or false."),
        };
        var scopes = LoginScopes.Standalone(platform.Launch.Scopes);
        if (LoginRequest.Single(context, "scopes") is { } wanted)
        {
            scopes = LoginScopes.Narrow(scopes, wanted)
                ?? throw new LoginRefusedException(StatusCodes.Status400BadRequest, "invalid_scope", "The scopes can only narrow those that are configured for the platform.");
        }

        var (session, person) = await browsers.FindOrStartAsync(context, context.RequestAborted).ConfigureAwait(false);
        var login = await platform.Launch.BeginAsync(scopes, context.RequestAborted).ConfigureAwait(false);
        await SendAsync(context, platform, login, new(platform.Id, session.Subject, person, back, login.Pending.Serialize()), isRedirect).ConfigureAwait(false);
    }

    /// <summary><c>GET /auth/{platform}/launch?iss=…&amp;launch=…</c>: the address that an EHR opens (https://hl7.org/fhir/smart-app-launch/app-launch.html#launch-app-ehr-launch).</summary>
    public async Task LaunchAsync(HttpContext context)
    {
        var platform = LoginRequest.PlatformOf(context, platforms);
        if (LoginRequest.Single(context, "iss") is not { Length: > 0 } iss || LoginRequest.Single(context, "launch") is not { Length: > 0 } launch)
        {
            throw LoginRequest.Invalid("iss and launch are needed.");
        }

        // Before anything is sent, and before a session is begun.
        if (!platform.Launch.IsFor(iss))
        {
            events.Report(SecurityEventKind.LaunchFromUnknownServer, null, platform.Id);
            throw new LoginRefusedException(StatusCodes.Status400BadRequest, "unknown_issuer", "The launch comes from another FHIR server than the one that is configured.");
        }

        var (session, person) = await browsers.FindOrStartAsync(context, context.RequestAborted).ConfigureAwait(false);
        var login = await platform.Launch.BeginFromEhrAsync(iss, launch, LoginScopes.FromEhr(platform.Launch.Scopes), context.RequestAborted).ConfigureAwait(false);
        await SendAsync(context, platform, login, new(platform.Id, session.Subject, person, ReturnOf(context), login.Pending.Serialize()), isRedirect: true).ConfigureAwait(false);
    }

    /// <summary>Begins the login of a person whom a page of the gateway knows, in the browser that shows the page.</summary>
    /// <exception cref="SmartLoginException">The server's configuration cannot be had.</exception>
    /// <exception cref="FhirTokenException">The server's configuration cannot be had.</exception>
    public async Task BeginForAsync(HttpContext context, GatewayPlatform platform, string person)
    {
        var session = await browsers.FindOrStartForLoginAsync(context, context.RequestAborted).ConfigureAwait(false);
        var login = await platform.Launch.BeginAsync(LoginScopes.Standalone(platform.Launch.Scopes), context.RequestAborted).ConfigureAwait(false);
        await SendAsync(context, platform, login, new(platform.Id, session.Subject, person, null, login.Pending.Serialize()), isRedirect: true).ConfigureAwait(false);
    }

    private async Task SendAsync(HttpContext context, GatewayPlatform platform, SmartLogin login, PendingGatewayLogin kept, bool isRedirect)
    {
        await pending.PutAsync(login.Pending.State, kept, context.RequestAborted).ConfigureAwait(false);
        if (isRedirect)
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = login.Address.AbsoluteUri;
        }
        else
        {
            await LoginAnswers.WriteAsync(
                context, StatusCodes.Status200OK, new(login.Address.AbsoluteUri, login.Pending.State, platform.Id), LoginJson.Default.BegunAnswer).ConfigureAwait(false);
        }
    }

    private string? ReturnOf(HttpContext context) => LoginRequest.Single(context, "return") is not { } back ? null
        : ReturnAddress.IsLocal(back, address.Origin) ? back
        : throw LoginRequest.Invalid("return is an address within the gateway, from its first slash on.");
}
