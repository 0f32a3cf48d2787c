using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Auth;

/// <summary>Verifies an id_token (OpenID Connect Core 1.0, section 3.1.3.7) by the keys that the server publishes.</summary>
internal sealed class IdTokenValidator(AuthorizationHttp http, string clientId, TimeProvider time)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    // What is signed by a shared secret, or not at all, is no proof.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The token, verified.</summary>
    /// <exception cref="SmartLoginException">It is not what it should be; the message says in which respect.</exception>
    public async Task<JsonWebToken> ValidateAsync(string idToken, SmartConfiguration configuration, AddressRange? range, string? nonce, CancellationToken cancellationToken)
    {
        if (configuration.Issuer is not { Length: > 0 } issuer || configuration.JwksUri is not { } jwksUri)
        {
            throw new SmartLoginException("The server gave an id_token, and its configuration names no issuer or no jwks_uri by which to verify it.");
        }

        var keys = await KeysAsync(new AuthorizationEndpoint(jwksUri, range), cancellationToken).ConfigureAwait(false);
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = clientId,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = keys,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is { } end && end + ClockSkew > time.GetUtcNow().UtcDateTime && !(notBefore - ClockSkew > time.GetUtcNow().UtcDateTime),
        }).ConfigureAwait(false);
        if (!result.IsValid)
        {
            throw new SmartLoginException("The id_token is refused: " + result.Exception switch
            {
                SecurityTokenInvalidIssuerException => "it is of another issuer.",
                SecurityTokenInvalidAudienceException => "it is for another client.",
                SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException or SecurityTokenExpiredException => "it is not valid at this time.",
                SecurityTokenInvalidAlgorithmException => "its algorithm is not one that is taken.",
                SecurityTokenSignatureKeyNotFoundException => "its key is not among those of the server.",
                SecurityTokenInvalidSignatureException => "its signature is wrong.",
                _ => "it cannot be verified.",
            });
        }

        var token = (JsonWebToken)result.SecurityToken;
        if (token.TryGetPayloadValue<string>("azp", out var party) && party != clientId)
        {
            throw new SmartLoginException("The id_token is refused: it is for another client.");
        }

        return nonce is not null && (!token.TryGetPayloadValue<string>("nonce", out var said) || !IsSame(said, nonce))
            ? throw new SmartLoginException("The id_token is refused: its nonce is not that of this login.")
            : token;
    }

    /// <summary>Compares two texts in a time that does not depend on where they differ.</summary>
    public static bool IsSame(string? left, string right) =>
        left is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    // Anew for each login: logins are rare, and keys change.
    private async Task<IList<SecurityKey>> KeysAsync(AuthorizationEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Address);
            using var response = await http.ClientFor(endpoint).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                && await LimitedBody.ReadAsync(response.Content, AuthorizationHttp.MaximumAnswerBytes, cancellationToken).ConfigureAwait(false) is { } body
                && new JsonWebKeySet(Encoding.UTF8.GetString(body)).GetSigningKeys() is { Count: > 0 } keys
                    ? keys
                    : throw NoKeys();
        }
        catch (Exception error) when (error is HttpRequestException or IOException or ArgumentException)
        {
            throw NoKeys();
        }
    }

    private static SmartLoginException NoKeys() => new("The keys by which the id_token is verified could not be had.");
}
