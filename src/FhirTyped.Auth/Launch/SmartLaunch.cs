using System.Security.Cryptography;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Auth;

/// <summary>
/// SMART app launch at one FHIR server: standalone, and from the EHR (https://hl7.org/fhir/smart-app-launch/app-launch.html), with code, PKCE S256, <c>state</c>,
/// <c>nonce</c>, the issuer of the callback (RFC 9207) and a verified id_token; then refresh, revocation and introspection.
/// </summary>
/// <remarks>Thread-safe. One instance is meant to be kept for each server.</remarks>
public sealed class SmartLaunch
{
    private const int RandomBytes = 32;

    private readonly SmartLaunchOptions _options;
    private readonly Uri _baseUrl;
    private readonly string _audience;
    private readonly PlatformDescriptor _platform;
    private readonly IReadOnlyList<string> _scopes;
    private readonly AuthorizationServerClient _server;
    private readonly IdTokenValidator _idTokens;

    /// <summary>Makes it.</summary>
    /// <param name="options">The options; they must not be changed later.</param>
    /// <param name="baseUrl">The FHIR server's base address, as it is known to the authorization server: it is sent as <c>aud</c>.</param>
    /// <param name="platform">The platform, for example <c>Epic.Descriptor</c>.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options cannot be worked with, or the platform does not take them (FHT1303, FHT1308).</exception>
    /// <exception cref="ArgumentException">The base address is not absolute, or the key's file holds no key that SMART takes.</exception>
    public SmartLaunch(SmartLaunchOptions options, Uri baseUrl, PlatformDescriptor platform)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(platform);
        options.ThrowIfUnusable(platform);
        (_options, _platform, _audience) = (options, platform, baseUrl.OriginalString);
        _baseUrl = WithSlash(baseUrl) ?? throw new ArgumentException("The base address must be absolute, and https but for loopback.", nameof(baseUrl));
        _scopes = options.ScopesFor(platform);
        _server = new AuthorizationServerClient(options, options.NewAuthentication(platform), platform);
        _idTokens = new IdTokenValidator(_server.Http, options.ClientId, options.TimeProvider);
    }

    private bool AsksForUser => _scopes.Contains(OidcConstants.StandardScopes.OpenId);

    /// <summary>The scopes that are asked for where a login names no others: those of the options, or else of the platform file.</summary>
    public IReadOnlyList<string> Scopes => _scopes;

    /// <summary>Whether the <c>iss</c> of a launch from an EHR is this server: for programs that know several.</summary>
    /// <param name="issuer">The <c>iss</c> parameter.</param>
    public bool IsFor(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var address) && WithSlash(address)?.AbsoluteUri == _baseUrl.AbsoluteUri;

    /// <summary>Begins a login from the application itself (standalone launch).</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="SmartLoginException">The server has no authorization endpoint.</exception>
    /// <exception cref="FhirTokenException">The server's configuration could not be had.</exception>
    public Task<SmartLogin> BeginAsync(CancellationToken cancellationToken = default) => BeginAsync(_audience, null, _scopes, cancellationToken);

    /// <summary>Begins a login from the application itself (standalone launch), and asks for other scopes than those of the options.</summary>
    /// <param name="scopes">The scopes. <c>openid</c> counts only where the options have it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ArgumentException">There is none, or one of them is no scope (RFC 6749, section 3.3), or not one of a syntax that the platform takes (FHT1303).</exception>
    /// <exception cref="SmartLoginException">The server has no authorization endpoint.</exception>
    /// <exception cref="FhirTokenException">The server's configuration could not be had.</exception>
    public Task<SmartLogin> BeginAsync(IReadOnlyCollection<string> scopes, CancellationToken cancellationToken = default) =>
        BeginAsync(_audience, null, Checked(scopes), cancellationToken);

    /// <summary>Begins a login that an EHR asked for (EHR launch). Another server's <c>iss</c> is refused before anything is sent.</summary>
    /// <param name="issuer">The <c>iss</c> parameter of the launch.</param>
    /// <param name="launch">The <c>launch</c> parameter of the launch.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="SmartLoginException">It is another server, or the server has no authorization endpoint.</exception>
    /// <exception cref="FhirTokenException">The server's configuration could not be had.</exception>
    public Task<SmartLogin> BeginFromEhrAsync(string issuer, string launch, CancellationToken cancellationToken = default) =>
        BeginFromEhrAsync(issuer, launch, _scopes, cancellationToken);

    /// <summary>
    /// Begins a login that an EHR asked for (EHR launch), and asks for other scopes than those of the options: an EHR launch needs <c>launch</c>, which servers refuse otherwise.
    /// Another server's <c>iss</c> is refused before anything is sent.
    /// </summary>
    /// <param name="issuer">The <c>iss</c> parameter of the launch.</param>
    /// <param name="launch">The <c>launch</c> parameter of the launch.</param>
    /// <param name="scopes">The scopes. <c>openid</c> counts only where the options have it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ArgumentException">There is no scope, or one of them is none (RFC 6749, section 3.3), or not one of a syntax that the platform takes (FHT1303).</exception>
    /// <exception cref="SmartLoginException">It is another server, or the server has no authorization endpoint.</exception>
    /// <exception cref="FhirTokenException">The server's configuration could not be had.</exception>
    public Task<SmartLogin> BeginFromEhrAsync(string issuer, string launch, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(launch);
        return IsFor(issuer)
            ? BeginAsync(issuer, launch, Checked(scopes), cancellationToken)
            : throw new SmartLoginException("The launch comes from another FHIR server than the one that is configured.");
    }

    /// <summary>Finishes a login.</summary>
    /// <param name="callback">The address that the browser came back to; its query counts.</param>
    /// <param name="pending">What was remembered, in this browser's session and nowhere else. It must not be used again.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="SmartLoginException">The user or the server refused, or the callback is not the answer to this login.</exception>
    /// <exception cref="FhirTokenException">The code was not exchanged for a token.</exception>
    public async Task<SmartSession> CompleteAsync(Uri callback, PendingLogin pending, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentNullException.ThrowIfNull(pending);
        var data = pending.Data;
        var parameters = new CallbackParameters(callback);
        if (!IdTokenValidator.IsSame(parameters["state"], data.State))
        {
            throw new SmartLoginException("The callback does not belong to this login: its state is another one, or missing.");
        }

        if (data.BaseUrl != _baseUrl.AbsoluteUri)
        {
            throw new SmartLoginException("The login was begun at another FHIR server.");
        }

        var age = _options.TimeProvider.GetUtcNow() - data.StartedAt;
        if (age > _options.LoginTimeout || age < -TimeSpan.FromMinutes(1))
        {
            throw new SmartLoginException($"The login took longer than {_options.LoginTimeout:c}.");
        }

        var (configuration, range) = await ConfigurationAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfOfAnother(parameters["iss"], data.Issuer, configuration);
        if (parameters["error"] is { } error)
        {
            throw new SmartLoginException($"The login was refused ({OAuthErrors.Known(error) ?? "an error that is not registered"}).") { Error = OAuthErrors.Known(error) };
        }

        if (parameters["code"] is not { Length: > 0 } code)
        {
            throw new SmartLoginException("The callback has neither a code nor an error.");
        }

        var endpoint = _options.TokenEndpoint is { } configured ? new AuthorizationEndpoint(configured) : new(configuration.TokenEndpoint, range);
        var askedAt = _options.TimeProvider.GetUtcNow();
        var answer = await LimitedAsync(
            limit => _server.Tokens.RequestAsync(
                endpoint, configuration.Issuer, OidcConstants.GrantTypes.AuthorizationCode,
                [("code", code), ("redirect_uri", _options.RedirectUri!.OriginalString), ("code_verifier", data.CodeVerifier)], limit),
            cancellationToken).ConfigureAwait(false);
        var scope = answer.Scope ?? data.Scope ?? string.Join(' ', _scopes);

        // A login that asked for the user has a nonce.
        var askedForUser = data.Nonce is not null;
        if (answer.IdToken is null && askedForUser && answer.Scope is { } granted && granted.Split(' ').Contains(OidcConstants.StandardScopes.OpenId))
        {
            throw new SmartLoginException("The server granted openid, and gave no id_token.");
        }

        var idToken = answer.IdToken is null || !askedForUser ? null
            : await LimitedAsync(limit => _idTokens.ValidateAsync(answer.IdToken, configuration, range, data.Nonce, limit), cancellationToken).ConfigureAwait(false);
        var tokens = new SmartTokens(new SmartTokensData
        {
            BaseUrl = _baseUrl.AbsoluteUri,
            AccessToken = answer.AccessToken,
            RefreshToken = answer.RefreshToken,
            ExpiresAt = answer.ExpiresIn is { } life ? askedAt + life : null,
            Scope = scope,
        });
        return new SmartSession(tokens, answer.Json, idToken);
    }

    /// <summary>The credential of a session: of a login just finished, or of tokens that were stored.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="store">Where new tokens are saved; null where the session lives in memory alone.</param>
    /// <exception cref="ArgumentException">They are those of another FHIR server.</exception>
    public SmartSessionCredential CreateCredential(SmartTokens tokens, IFhirTokenStore? store = null)
    {
        ThrowIfOfAnother(tokens);
        return new(_server, tokens, store, _options.Timeout, _options.TimeProvider, _options.AssertionRules == ClientAssertionRules.Issuer);
    }

    /// <summary>Ends a session at the server: revokes the refresh token, with which servers end its access tokens, and the access token (RFC 7009).</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirTokenException">The server did not say that it did, or has no revocation endpoint.</exception>
    /// <exception cref="ArgumentException">They are those of another FHIR server.</exception>
    public async Task RevokeAsync(SmartTokens tokens, CancellationToken cancellationToken = default)
    {
        ThrowIfOfAnother(tokens);
        var (configuration, range) = await ConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var endpoint = new AuthorizationEndpoint(configuration.RevocationEndpoint ?? throw new FhirTokenException("The server has no revocation endpoint."), range);
        await LimitedAsync(
            async limit =>
            {
                if (tokens.Values.RefreshToken is { } refreshToken)
                {
                    await _server.Tokens.RevokeAsync(endpoint, configuration.Issuer, refreshToken, OidcConstants.TokenTypes.RefreshToken, limit).ConfigureAwait(false);
                }

                await _server.Tokens.RevokeAsync(endpoint, configuration.Issuer, tokens.Values.AccessToken, OidcConstants.TokenTypes.AccessToken, limit).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the server knows of the access token (RFC 7662).</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="FhirTokenException">The server did not say, or has no introspection endpoint.</exception>
    /// <exception cref="ArgumentException">They are those of another FHIR server.</exception>
    public async Task<TokenIntrospection> IntrospectAsync(SmartTokens tokens, CancellationToken cancellationToken = default)
    {
        ThrowIfOfAnother(tokens);
        var (configuration, range) = await ConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var endpoint = new AuthorizationEndpoint(configuration.IntrospectionEndpoint ?? throw new FhirTokenException("The server has no introspection endpoint."), range);
        return new(await LimitedAsync(
            limit => _server.Tokens.IntrospectAsync(endpoint, configuration.Issuer, tokens.Values.AccessToken, OidcConstants.TokenTypes.AccessToken, limit), cancellationToken)
            .ConfigureAwait(false));
    }

    private static Uri? WithSlash(Uri address) =>
        !address.IsAbsoluteUri || AuthorizationEndpoint.FindProblem(address) is not null || address.Query.Length > 0 ? null
        : address.AbsolutePath.EndsWith('/') ? address
        : new Uri(address.AbsoluteUri + "/");

    private IReadOnlyCollection<string> Checked(IReadOnlyCollection<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Count == 0)
        {
            throw new ArgumentException("There is no scope.", nameof(scopes));
        }

        if (scopes.Any(static scope => !AuthorizationClientOptions.IsScope(scope)))
        {
            throw new ArgumentException("A scope is empty, or holds a space, a quote, a backslash or a letter beyond ASCII (RFC 6749, section 3.3).", nameof(scopes));
        }

        return ReferenceEquals(scopes, _scopes) || _platform.Judge.JudgeScopeSyntax([.. scopes]).FirstOrDefault() is not { Message: { } problem } verdict
            ? scopes
            : throw new ArgumentException(verdict.Id + ": " + problem, nameof(scopes));
    }

    private async Task<SmartLogin> BeginAsync(string audience, string? launch, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var (configuration, _) = await ConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var authorize = _options.AuthorizationEndpoint ?? configuration.AuthorizationEndpoint
            ?? throw new SmartLoginException("The server names no authorization endpoint: users cannot log in there.");
        var data = new PendingLoginData
        {
            State = Random(),
            CodeVerifier = Random(),
            Nonce = AsksForUser && scopes.Contains(OidcConstants.StandardScopes.OpenId) ? Random() : null,
            Issuer = configuration.Issuer,
            BaseUrl = _baseUrl.AbsoluteUri,
            Scope = string.Join(' ', scopes),
            StartedAt = _options.TimeProvider.GetUtcNow(),
        };
        var more = new Parameters();
        if (_options.SendAudience ?? !_platform.Manifest.OAuth.OmitsAudience)
        {
            more.Add("aud", audience);
        }

        if (launch is not null)
        {
            more.Add("launch", launch);
        }

        var address = new RequestUrl(authorize.AbsoluteUri).CreateAuthorizeUrl(
            _options.ClientId, OidcConstants.ResponseTypes.Code, data.Scope, _options.RedirectUri!.OriginalString, data.State, data.Nonce,
            codeChallenge: Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(data.CodeVerifier))),
            codeChallengeMethod: OidcConstants.CodeChallengeMethods.Sha256,
            extra: more);
        return new(new Uri(address), new PendingLogin(data));
    }

    private static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(RandomBytes));

    private async Task<(SmartConfiguration Configuration, AddressRange? ServerRange)> ConfigurationAsync(CancellationToken cancellationToken)
    {
        if (_options is { AuthorizationEndpoint: { } authorize, TokenEndpoint: { } token } && !AsksForUser)
        {
            return (new() { Source = SmartConfigurationSource.PlatformFile, TokenEndpoint = token, AuthorizationEndpoint = authorize }, null);
        }

        return await _server.DiscoverAsync(_baseUrl, cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowIfOfAnother(string? said, string? expected, SmartConfiguration configuration)
    {
        // Letter by letter (RFC 9207, section 2.4). A server that changed its issuer since the login began is another one as well.
        if (said is null ? configuration.IsIssuerInCallback : said != configuration.Issuer || said != expected)
        {
            throw new SmartLoginException("The callback comes from another authorization server than the one that was asked, or does not say from which.");
        }
    }

    private void ThrowIfOfAnother(SmartTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.BaseUrl.AbsoluteUri != _baseUrl.AbsoluteUri)
        {
            throw new ArgumentException("The tokens are those of another FHIR server.", nameof(tokens));
        }
    }

    private async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await send(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FhirTokenException($"The authorization server did not answer within {_options.Timeout:c}.") { IsOutcomeUnknown = true };
        }
    }
}
