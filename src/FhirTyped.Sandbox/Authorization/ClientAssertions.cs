using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Sandbox;

/// <summary>
/// Checks the assertions of <c>private_key_jwt</c> (RFC 7523, and https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html):
/// RS384 or ES384, a <c>kid</c> that is registered, a life of five minutes at most, and each <c>jti</c> once.
/// </summary>
internal sealed class ClientAssertions(ClientRegistry registry, OAuthAddresses addresses, TimeProvider clock)
{
    private const int LongestAssertion = 16 * 1024;
    private const int LongestId = 255;
    private const int ManyIds = 1024;

    // RFC 7523bis: such an assertion is meant for the issuer, and for no one else.
    private const string NewType = "client-authentication+jwt";

    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    // The clocks of client and server need not agree to the second.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LongestAssertion };
    private readonly Dictionary<(string Client, string Id), DateTimeOffset> _used = [];
    private readonly Lock _lock = new();

    /// <summary>The id of the client that made an assertion.</summary>
    /// <exception cref="OAuthException">It is not what it has to be.</exception>
    public async Task<string> ValidateAsync(string assertion)
    {
        if (assertion.Length > LongestAssertion || !_handler.CanReadToken(assertion))
        {
            throw Refuse("is no JWT");
        }

        JsonWebToken token;
        try
        {
            token = _handler.ReadJsonWebToken(assertion);
        }
        catch (ArgumentException)
        {
            throw Refuse("is no JWT");
        }

        if (token.Alg is not (SecurityAlgorithms.RsaSha384 or SecurityAlgorithms.EcdsaSha384))
        {
            throw Refuse("is signed neither by RS384 nor by ES384");
        }

        if (string.IsNullOrEmpty(token.Kid) || registry.KeysOf(token.Issuer, token.Kid, token.Alg) is not { Count: > 0 } keys)
        {
            throw Refuse("has no kid of a registered key that fits its algorithm");
        }

        var result = await _handler.ValidateTokenAsync(assertion, Expect(token, keys)).ConfigureAwait(false);
        if (!result.IsValid)
        {
            throw Refuse(WhyOf(result.Exception));
        }

        Check(token);
        return token.Issuer;
    }

    private TokenValidationParameters Expect(JsonWebToken token, IEnumerable<SecurityKey> keys) => new()
    {
        ValidAlgorithms = [token.Alg],
        ValidTypes = ["JWT", NewType],
        IssuerSigningKeys = keys,
        TryAllIssuerSigningKeys = false,
        ValidIssuer = token.Issuer,
        ValidAudience = token.Typ == NewType ? addresses.Issuer : addresses.Token,

        // The life is checked below, by the sandbox's own clock.
        ValidateLifetime = false,
    };

    private void Check(JsonWebToken token)
    {
        var now = clock.GetUtcNow();
        if (token.Subject != token.Issuer)
        {
            throw Refuse("has another sub than iss");
        }

        if (!token.TryGetPayloadValue("exp", out long expires) || Moment(expires) is var end && end + Tolerance <= now)
        {
            throw Refuse("has expired, or does not say when it will (exp)");
        }

        if (end > now + LongestLife + Tolerance)
        {
            throw Refuse("lives for more than five minutes (exp)");
        }

        if ((token.TryGetPayloadValue("nbf", out long begins) && Moment(begins) > now + Tolerance)
            || (token.TryGetPayloadValue("iat", out long issued) && Moment(issued) > now + Tolerance))
        {
            throw Refuse("is of the future (nbf, iat)");
        }

        if (string.IsNullOrEmpty(token.Id) || token.Id.Length > LongestId)
        {
            throw Refuse("has no jti, or one of more than 255 characters");
        }

        if (!TryUse(token.Issuer, token.Id, end + Tolerance, now))
        {
            throw Refuse("was used before (jti)");
        }
    }

    private bool TryUse(string client, string id, DateTimeOffset end, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_used.Count >= ManyIds)
            {
                foreach (var (key, past) in _used)
                {
                    if (past <= now)
                    {
                        _used.Remove(key);
                    }
                }
            }

            return _used.TryAdd((client, id), end);
        }
    }

    // A number that is no moment is one that has passed.
    private static DateTimeOffset Moment(long seconds) =>
        seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : seconds <= 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue - LongestLife;

    private static string WhyOf(Exception? exception) => exception switch
    {
        SecurityTokenInvalidAudienceException => "is meant for someone else (aud)",
        SecurityTokenInvalidTypeException => "has a typ other than JWT",
        _ => "is not signed by the key of its kid",
    };

    private static OAuthException Refuse(string why) => new(OAuthException.InvalidClient, "The client assertion " + why + ".");
}
