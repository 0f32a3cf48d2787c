namespace FhirTyped.Sandbox;

/// <summary>
/// The authorization endpoint (RFC 6749, section 3.1, with the parameters of https://hl7.org/fhir/smart-app-launch/app-launch.html): by a page
/// on which a patient is picked, or at once where the options say so.
/// </summary>
internal sealed class AuthorizationEndpoint(AuthorizationState state)
{
    private static readonly TimeSpan PageLifetime = TimeSpan.FromMinutes(10);

    private readonly TokenStore<PendingAuthorization> _pending = new(state.Server.Options.Clock);

    /// <summary>Answers an authorization request.</summary>
    /// <exception cref="OAuthException">The client or its redirect_uri is not known: nothing may be sent there.</exception>
    public SandboxReply Authorize(OAuthRequest request)
    {
        var client = state.Registry.Find(request.Required("client_id")) ?? throw new OAuthException(OAuthException.InvalidRequest, "The client is not known.");
        var redirect = request.Required("redirect_uri");
        if (!client.RedirectUris.Contains(redirect, StringComparer.Ordinal))
        {
            throw new OAuthException(OAuthException.InvalidRequest, "The redirect_uri is not one of those that the client is registered with.");
        }

        try
        {
            var pending = Read(request, client, redirect);
            return state.Options.AutomaticApproval is { } automatic ? Approve(pending, pending.Launch ?? Reduce(pending, automatic))
                : OAuthReplies.Page(System.Net.HttpStatusCode.OK, AuthorizationPage.Ask(state, pending, _pending.Issue(pending, PageLifetime)));
        }
        catch (OAuthException exception)
        {
            return Redirect(redirect, request["state"], ("error", exception.Error), ("error_description", exception.Message));
        }
    }

    /// <summary>Answers the form of the page.</summary>
    /// <exception cref="OAuthException">There is no such page, or not any more.</exception>
    public SandboxReply Approve(OAuthRequest request)
    {
        var ticket = request.Required("ticket");
        if (_pending.Find(ticket) is not var (pending, _, _) || !_pending.TryUse(ticket))
        {
            throw new OAuthException(OAuthException.InvalidRequest, "This page has ended: begin again in the app.");
        }

        if (request["decision"] != "allow")
        {
            return Redirect(pending.RedirectUri, pending.State, ("error", "access_denied"), ("error_description", "The user has not consented."));
        }

        var picked = request["patient"] is { } id && state.Server.Store.State.Shelf("Patient").Find(id) is not null ? id : null;
        return pending.Launch is { } launch ? Approve(pending, launch)
            : pending.NeedsPatient && picked is null
            ? Redirect(pending.RedirectUri, pending.State, ("error", "access_denied"), ("error_description", "No patient was picked."))
            : Approve(pending, new SandboxLaunch { PatientId = picked });
    }

    /// <summary>Who asks for no patient is told of none.</summary>
    private static SandboxLaunch Reduce(PendingAuthorization pending, SandboxLaunch launch) => pending.NeedsPatient
        ? launch
        : launch with { PatientId = null, EncounterId = null, User = launch.User ?? (launch.PatientId is { } patient ? "Patient/" + patient : null) };

    private PendingAuthorization Read(OAuthRequest request, SandboxOAuthClient client, string redirect)
    {
        if (request.Required("response_type") != "code")
        {
            throw new OAuthException("unsupported_response_type", "The response_type is not code.");
        }

        if (request["code_challenge_method"] != "S256" || request["code_challenge"] is not { Length: >= 43 and <= 128 } challenge)
        {
            throw new OAuthException(OAuthException.InvalidRequest, "A code_challenge by the code_challenge_method S256 is needed (PKCE).");
        }

        // SMART wants it, so that nobody can have the login of another server spoilt by it.
        if (request["state"] is null)
        {
            throw new OAuthException(OAuthException.InvalidRequest, "The parameter state is missing.");
        }

        CheckAudience(request["aud"]);
        var scope = state.Scopes.Grant(client, request["scope"], isBackend: false);
        var hasLaunch = ScopesHave(scope, "launch");
        var launch = FindLaunch(request["launch"]);
        return launch is not null != hasLaunch
            ? throw new OAuthException(OAuthException.InvalidRequest, hasLaunch ? "The scope launch needs the parameter launch." : "The parameter launch needs the scope launch.")
            : new PendingAuthorization(client.Id, redirect, request["state"]!, scope, challenge, request["nonce"], launch);
    }

    /// <summary>
    /// <c>aud</c> names the FHIR server, with or without the slash at its end, so that no token goes to a server that only pretends to be one.
    /// Some platforms refuse it.
    /// </summary>
    private void CheckAudience(string? audience)
    {
        if (state.Platform.OmitsAudience)
        {
            _ = audience is null ? 0 : throw new OAuthException(OAuthException.InvalidRequest, "This platform refuses the parameter aud.");
        }
        else if (audience is null || audience.TrimEnd('/') != state.Server.BaseUrl.TrimEnd('/') || audience.EndsWith("//", StringComparison.Ordinal))
        {
            throw new OAuthException(OAuthException.InvalidRequest, "The parameter aud is not the FHIR base address.");
        }
    }

    /// <summary>The context of an EHR launch; null where it is none. Each can be used once.</summary>
    private SandboxLaunch? FindLaunch(string? launch) => launch is null ? null
        : state.Launches.Find(launch) is var (context, _, _) && state.Launches.TryUse(launch) ? context
        : throw new OAuthException(OAuthException.InvalidRequest, "The launch is not known, has expired, or was used before.");

    private SandboxReply Approve(PendingAuthorization pending, SandboxLaunch launch)
    {
        var grant = state.MakeGrant(pending.ClientId, pending.Scope, launch, new TokenFamily()) with { Nonce = pending.Nonce };
        var code = state.Codes.Issue(new AuthorizationCode(grant, pending.RedirectUri, pending.Challenge), state.Options.CodeLifetime);
        return Redirect(pending.RedirectUri, pending.State, ("code", code));
    }

    /// <summary>Back to the app, with the issuer (RFC 9207).</summary>
    private SandboxReply Redirect(string redirect, string? requestState, params (string Name, string Value)[] parameters)
    {
        var all = parameters.Append(("iss", state.Addresses.Issuer)).Concat(requestState is null ? [] : [("state", requestState)]);
        return OAuthReplies.Redirect(redirect + (redirect.Contains('?', StringComparison.Ordinal) ? "&" : "?")
            + string.Join('&', all.Select(static parameter => parameter.Item1 + "=" + Uri.EscapeDataString(parameter.Item2))));
    }

    internal static bool ScopesHave(string scopes, string scope) => scopes.Split(' ').Contains(scope, StringComparer.Ordinal);
}
