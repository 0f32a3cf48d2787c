using System.Security.Cryptography;
using System.Text.Json;
using FhirTyped.TestKit;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Auth.Tests;

/// <summary>A FHIR server with an authorization server, whose every answer a test can bend.</summary>
public sealed class LoginServer : IAsyncDisposable
{
    private static readonly RSA Key = RSA.Create(2048);
    private readonly RawServer _server;

    public LoginServer() => _server = RawServer.Start(request => request.Target.Split('?')[0] switch
    {
        "/fhir/.well-known/smart-configuration" => RawAnswer.Of("200 OK", Configuration(), TokenServer.Json),
        "/jwks" => RawAnswer.Of("200 OK", Jwks(), TokenServer.Json),
        "/token" => Token(request),
        "/revoke" => RawAnswer.Of("200 OK"),
        "/introspect" => RawAnswer.Of("200 OK", Introspection, TokenServer.Json),
        _ => RawAnswer.Of("404 Not Found"),
    });

    /// <summary>The clock of the client.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    public Uri BaseUrl => new(_server.Address, "fhir");

    public string Issuer => BaseUrl.AbsoluteUri;

    public IReadOnlyList<RawRequest> TokenRequests => [.. _server.Requests.Where(static request => request.Target == "/token")];

    public IReadOnlyList<RawRequest> Requests => _server.Requests;

    /// <summary>What is known of a token.</summary>
    public string Introspection { get; set; } = """{ "active": true, "scope": "patient/Patient.rs", "patient": "p1", "exp": 4102444800 }""";

    /// <summary>Changes the configuration.</summary>
    public Action<Dictionary<string, object>>? Configure { get; set; }

    /// <summary>The answer to a token request, in place of that of <see cref="Answer"/>.</summary>
    public Func<RawRequest, RawAnswer>? TokenAnswer { get; set; }

    /// <summary>What the token endpoint gives.</summary>
    public Dictionary<string, object> Answer { get; } = new() { ["access_token"] = "access-1", ["token_type"] = "Bearer", ["expires_in"] = 300, ["patient"] = "p1" };

    /// <summary>Launches for this server.</summary>
    public SmartLaunch Launch(Action<SmartLaunchOptions>? configure = null, PlatformDescriptor? platform = null)
    {
        var options = new SmartLaunchOptions { ClientId = "app", RedirectUri = new Uri("https://app.example.org/callback"), TimeProvider = Time, Scopes = { "launch/patient", "patient/Patient.rs" } };
        configure?.Invoke(options);
        return new SmartLaunch(options, BaseUrl, platform ?? Platforms.Unknown);
    }

    /// <summary>The callback that answers a login.</summary>
    public static Uri Callback(SmartLogin login, string more = "&code=c0de") => new("https://app.example.org/callback?state=" + login.Pending.State + more);

    /// <summary>An id_token, right but for what is changed.</summary>
    public string IdToken(string? nonce, Action<Dictionary<string, object>>? change = null, SigningCredentials? credentials = null, string type = "JWT")
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object> { ["iss"] = Issuer, ["aud"] = "app", ["sub"] = "u1", ["fhirUser"] = "Practitioner/1", ["iat"] = now, ["exp"] = now + 300 };
        if (nonce is not null)
        {
            claims["nonce"] = nonce;
        }

        change?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims, TokenType = type, SigningCredentials = credentials ?? Credentials(SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The server's key with an algorithm.</summary>
    public static SigningCredentials Credentials(string algorithm, RSA? key = null) => new(new RsaSecurityKey(key ?? Key) { KeyId = "server" }, algorithm);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private RawAnswer Token(RawRequest request) => TokenAnswer?.Invoke(request) ?? RawAnswer.Of("200 OK", JsonSerializer.Serialize(Answer), TokenServer.Json);

    private static string Jwks()
    {
        var key = Key.ExportParameters(false);
        return $$"""{ "keys": [ { "kty": "RSA", "kid": "server", "n": "{{Base64UrlEncoder.Encode(key.Modulus)}}", "e": "{{Base64UrlEncoder.Encode(key.Exponent)}}" } ] }""";
    }

    private string Configuration()
    {
        var root = _server.Address.AbsoluteUri;
        var configuration = new Dictionary<string, object>
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = root + "authorize?tenant=1", ["token_endpoint"] = root + "token", ["jwks_uri"] = root + "jwks",
            ["revocation_endpoint"] = root + "revoke", ["introspection_endpoint"] = root + "introspect",
        };
        Configure?.Invoke(configuration);
        return JsonSerializer.Serialize(configuration);
    }
}
