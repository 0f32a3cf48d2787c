using System.Globalization;
using System.Text;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;

namespace FhirTyped.Auth;

/// <summary>How a client proves who it is, put into requests to the authorization server.</summary>
internal abstract class ClientAuthentication
{
    public const string SecretBasic = "client_secret_basic";
    public const string SecretPost = "client_secret_post";
    public const string PrivateKeyJwt = "private_key_jwt";
    public const string TlsClientAuth = "tls_client_auth";
    public const string None = "none";

    /// <summary>Puts it into a request.</summary>
    /// <param name="request">The request; its address is set.</param>
    /// <param name="issuer">The server's issuer, where it is known.</param>
    /// <exception cref="FhirTokenException">It cannot be had.</exception>
    public abstract void Apply(ProtocolRequest request, string? issuer);

    /// <summary>The client's id in the body, and nothing that proves it: a public client, or one whose certificate does.</summary>
    public sealed class ByName(string clientId) : ClientAuthentication
    {
        /// <inheritdoc/>
        public override void Apply(ProtocolRequest request, string? issuer)
        {
            request.ClientId = clientId;

            // Without it an empty Basic field is sent.
            request.ClientCredentialStyle = ClientCredentialStyle.PostBody;
        }
    }

    /// <summary>A secret.</summary>
    public sealed class BySecret(string clientId, Func<string> secret, bool inBody) : ClientAuthentication
    {
        /// <inheritdoc/>
        public override void Apply(ProtocolRequest request, string? issuer)
        {
            request.ClientId = clientId;
            request.ClientSecret = secret();
            request.ClientCredentialStyle = inBody ? ClientCredentialStyle.PostBody : ClientCredentialStyle.AuthorizationHeader;
            request.AuthorizationHeaderStyle = BasicAuthenticationHeaderStyle.Rfc6749;
        }
    }

    /// <summary>A signed assertion (RFC 7523), a new one for each request.</summary>
    public sealed class ByKey(string clientId, SmartSigningKey key, ClientAssertionRules rules, TimeProvider time) : ClientAuthentication
    {
        // SMART allows five minutes; one is left for clocks that differ.
        private const int LifeSeconds = 4 * 60;

        /// <inheritdoc/>
        public override void Apply(ProtocolRequest request, string? issuer)
        {
            var audience = rules == ClientAssertionRules.Smart ? request.Address
                : issuer ?? throw new FhirTokenException("The server's configuration names no issuer, which is the audience of an assertion by the rules that are set.");
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            var claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtClaimTypes.Issuer] = clientId,
                [JwtClaimTypes.Subject] = clientId,
                [JwtClaimTypes.Audience] = audience!,
                [JwtClaimTypes.IssuedAt] = now,
                [JwtClaimTypes.Expiration] = now + LifeSeconds,
                [JwtClaimTypes.JwtId] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            };
            request.ClientCredentialStyle = ClientCredentialStyle.PostBody;
            request.ClientAssertion = new ClientAssertion
            {
                Type = OidcConstants.ClientAssertionTypes.JwtBearer,
                Value = key.Sign(claims, rules == ClientAssertionRules.Smart ? "JWT" : "client-authentication+jwt"),
            };
        }
    }

    /// <summary>A secret that stands in a file, read anew each time.</summary>
    public static string ReadSecret(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8).TrimEnd('\r', '\n') is { Length: > 0 } secret
                ? secret
                : throw new FhirTokenException("The file of the client's secret is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FhirTokenException("The file of the client's secret cannot be read.", error);
        }
    }
}
