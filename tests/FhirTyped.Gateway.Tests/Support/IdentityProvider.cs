using System.Security.Cryptography;
using System.Text.Json;
using FhirTyped.TestKit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Gateway.Tests;

/// <summary>A hospital's identity provider.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private readonly RawServer _server;

    public IdentityProvider() => _server = RawServer.Start(request => request.Target switch
    {
        "/.well-known/openid-configuration" => RawAnswer.Of(
            "200 OK", JsonSerializer.Serialize(new Dictionary<string, object> { ["issuer"] = SaidIssuer ?? Issuer, ["jwks_uri"] = Issuer + "/jwks" }), "Content-Type: application/json"),
        "/jwks" => RawAnswer.Of("200 OK", Jwks(), "Content-Type: application/json"),
        _ => RawAnswer.Of("404 Not Found"),
    });

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

    private static string Jwks()
    {
        var key = Key.ExportParameters(false);
        return $$"""{ "keys": [ { "kty": "RSA", "use": "sig", "kid": "idp", "n": "{{Base64UrlEncoder.Encode(key.Modulus)}}", "e": "{{Base64UrlEncoder.Encode(key.Exponent)}}" } ] }""";
    }
}
