using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Sandbox;

/// <summary>
/// The id_tokens (OpenID Connect Core 1.0, section 2), signed by RS256 as SMART asks for, and the key by which they are checked. The key is
/// made when it is first needed, and ends with the sandbox.
/// </summary>
internal sealed class IdTokens(OAuthAddresses addresses, string baseUrl, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly Lazy<RsaSecurityKey> _key = new(static () =>
    {
        var key = new RsaSecurityKey(RSA.Create(2048));
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    });

    /// <summary>The <c>sub</c>: the same for the same user, and not his id.</summary>
    public static string SubjectOf(Grant grant) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(grant.User is { } user ? "user " + user : "client " + grant.ClientId)).AsSpan(0, 16).ToArray());

    /// <summary>Makes the id_token of a login.</summary>
    public string Make(Grant grant)
    {
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = addresses.Issuer,
            ["sub"] = SubjectOf(grant),
            ["aud"] = grant.ClientId,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        };
        if (grant.Nonce is { } nonce)
        {
            claims["nonce"] = nonce;
        }

        if (grant.Has("fhirUser") && grant.User is { } user)
        {
            claims["fhirUser"] = baseUrl + user;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = new SigningCredentials(_key.Value, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The JWKS (RFC 7517): the public part of the key.</summary>
    public JsonObject Keys()
    {
        var key = _key.Value;
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = SecurityAlgorithms.RsaSha256,
                ["kid"] = key.KeyId,
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            }),
        };
    }
}
