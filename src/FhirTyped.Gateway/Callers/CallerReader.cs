using System.Text.Json;
using FhirTyped.Capabilities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace FhirTyped.Gateway;

/// <summary>Finds out who asks: by a bearer token, or else by the session cookie. What a caller shows here goes to no server.</summary>
internal sealed class CallerReader(
    BearerTokens tokens, GatewaySessions sessions, SessionCookie cookie, ISecurityEvents events, IOptions<FhirGatewayOptions> options, IHostEnvironment environment) : ICallerReader
{
    private const int LongestClaim = 512;

    private readonly GatewayCallerOptions _options = options.Value.Callers;

    /// <summary>Whether browsers that nobody has vouched for get sessions.</summary>
    public bool AllowsAnonymousSessions => _options.AllowAnonymousSessions ?? environment.IsDevelopment();

    /// <inheritdoc/>
    public async ValueTask<GatewayCaller> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var authorization = context.Request.Headers.Authorization;
        if (authorization.Count > 0)
        {
            return await ReadTokenAsync(authorization, audience: null, cancellationToken).ConfigureAwait(false);
        }

        return cookie.ReadId(context.Request) is { } id && await sessions.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } session ? CallerOf(session) : GatewayCaller.Nobody;
    }

    /// <summary>Who a browser's session makes of a request.</summary>
    public GatewayCaller CallerOf(StoredSession session)
    {
        var isAnonymous = SessionIdentity.IsAnonymous(session.Subject);
        return SessionIdentity.IsLogin(session.Subject) || (isAnonymous && !AllowsAnonymousSessions) ? GatewayCaller.Nobody : new()
        {
            Subject = session.Subject,
            SessionId = isAnonymous ? session.Id : SessionIdentity.IdOfPerson(session.Subject),
            IsVerified = !isAnonymous,
            IsByCookie = true,
        };
    }

    /// <summary>Who a bearer token makes of a request.</summary>
    /// <param name="authorization">The field.</param>
    /// <param name="audience">For whom the token must be made out; null for the gateway.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="CallerRefusedException">It is not what it should be.</exception>
    /// <exception cref="StoreUnavailableException">The identity provider's keys cannot be had.</exception>
    public async ValueTask<GatewayCaller> ReadTokenAsync(Microsoft.Extensions.Primitives.StringValues authorization, string? audience, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTokenAsync(TokenOf(authorization), audience, cancellationToken).ConfigureAwait(false);
        }
        catch (CallerRefusedException)
        {
            events.Report(SecurityEventKind.TokenRefused, null, null);
            throw;
        }
    }

    private static string TokenOf(Microsoft.Extensions.Primitives.StringValues authorization)
    {
        const string Scheme = "Bearer ";
        return authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : throw new CallerRefusedException("The field Authorization is to hold one bearer token.", "invalid_request");
    }

    private async ValueTask<GatewayCaller> ReadTokenAsync(string text, string? audience, CancellationToken cancellationToken)
    {
        var token = await tokens.ValidateAsync(text, audience, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var claims = document.RootElement;
        var subject = Text(claims, "sub") is { Length: > 0 } sub ? token.Issuer + "|" + sub : throw new CallerRefusedException("The token names nobody (sub).", "invalid_token");
        var scope = string.Join(' ', Texts(claims, "scope").Concat(Texts(claims, "scp")));
        return new()
        {
            Subject = subject,
            ClientId = Text(claims, "client_id") ?? Text(claims, "azp"),
            Scopes = SmartScope.ParseAll(scope),
            TokenScopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            PatientId = Text(claims, _options.PatientClaim),
            SessionId = SessionIdentity.IdOfPerson(subject),
            IsVerified = true,
            IsAdministrator = Texts(claims, "roles").Concat(Texts(claims, "role")).Contains(_options.AdministratorRole, StringComparer.Ordinal),
        };
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text.Length <= LongestClaim && !text.Any(char.IsControl) ? text : throw new CallerRefusedException("A claim of the token is too long, or holds control characters.", "invalid_token")
            : null;

    // One text, or a list of them.
    private static IEnumerable<string> Texts(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value) ? [] : value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!),
        _ => [],
    };
}
