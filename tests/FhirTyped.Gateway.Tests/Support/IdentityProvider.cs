using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Security.Cryptography;
using System.Text.Json;
using System.Web;
using FhirTyped.TestKit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Gateway.Tests;

/// <summary>A hospital's identity provider.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private readonly RawServer _server;

    private readonly ConcurrentDictionary<string, (string Subject, string Nonce, string Challenge, string ClientId)> _codes = new();

    public IdentityProvider() => _server = RawServer.Start(request => request.Target.Split('?')[0] switch
    {
        "/.well-known/openid-configuration" => RawAnswer.Of(
            "200 OK",
            JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["issuer"] = SaidIssuer ?? Issuer, ["jwks_uri"] = Issuer + "/jwks", ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token",
            }),
            "Content-Type: application/json"),
        "/jwks" => RawAnswer.Of("200 OK", Jwks(), "Content-Type: application/json"),
        "/authorize" => Authorize(HttpUtility.ParseQueryString(request.Target.Split('?')[1])),
        "/token" => Redeem(HttpUtility.ParseQueryString(request.Text)),
        _ => RawAnswer.Of("404 Not Found"),
    });

    /// <summary>Who logs in next.</summary>
    public string Person { get; set; } = "dr-who";

    /// <summary>Changes the next id tokens.</summary>
    public Action<Dictionary<string, object>>? ChangeIdToken { get; set; }

    public static RSA Key { get; } = RSA.Create(2048);

    public string Issuer => _server.Address.AbsoluteUri.TrimEnd('/');

    /// <summary>As whom it speaks, in place of itself.</summary>
    public string? SaidIssuer { get; set; }

    public IReadOnlyList<RawRequest> Requests => _server.Requests;

    /// <summary>A token, right but for what is changed.</summary>
    public string Token(Uri audience, string subject = "dr-who", Action<Dictionary<string, object>>? change = null, SigningCredentials? credentials = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer, ["aud"] = audience.AbsoluteUri.TrimEnd('/'), ["sub"] = subject, ["client_id"] = "agent", ["scope"] = "patient/Patient.rs openid", ["iat"] = now, ["exp"] = now + 300,
        };
        change?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims, TokenType = "at+jwt", SigningCredentials = credentials ?? Credentials(SecurityAlgorithms.RsaSha256),
        });
    }

    public static SigningCredentials Credentials(string algorithm, RSA? key = null, string kid = "idp") => new(new RsaSecurityKey(key ?? Key) { KeyId = kid }, algorithm);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Whoever comes is logged in already, and agrees.
    private RawAnswer Authorize(NameValueCollection query)
    {
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (Person, query["nonce"] ?? "", query["code_challenge"] ?? "", query["client_id"] ?? "");
        return RawAnswer.Of("302 Found", "", "Location: " + query["redirect_uri"] + "?code=" + code + "&state=" + Uri.EscapeDataString(query["state"]!));
    }

    private RawAnswer Redeem(NameValueCollection form)
    {
        if (!_codes.TryRemove(form["code"] ?? "", out var login) || Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"] ?? ""))) != login.Challenge)
        {
            return RawAnswer.Of("400 Bad Request", """{"error":"invalid_grant"}""", "Content-Type: application/json");
        }

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object> { ["iss"] = Issuer, ["aud"] = login.ClientId, ["sub"] = login.Subject, ["nonce"] = login.Nonce, ["iat"] = now, ["exp"] = now + 300 };
        ChangeIdToken?.Invoke(claims);
        var idToken = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = Credentials(SecurityAlgorithms.RsaSha256) });
        return RawAnswer.Of("200 OK", JsonSerializer.Serialize(new Dictionary<string, object> { ["access_token"] = "of-the-provider", ["token_type"] = "Bearer", ["id_token"] = idToken }), "Content-Type: application/json");
    }

    private static string Jwks()
    {
        var key = Key.ExportParameters(false);
        return $$"""{ "keys": [ { "kty": "RSA", "use": "sig", "kid": "idp", "n": "{{Base64UrlEncoder.Encode(key.Modulus)}}", "e": "{{Base64UrlEncoder.Encode(key.Exponent)}}" } ] }""";
    }
}
