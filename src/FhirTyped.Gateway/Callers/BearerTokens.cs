using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Gateway;

/// <summary>Verifies access tokens of the hospital's identity provider (RFC 7519, RFC 9068) by the keys that it publishes.</summary>
/// <remarks>
/// With Microsoft.IdentityModel itself and not with ASP.NET's JwtBearer, which does the same with these classes: a caller is read in one place, beside the session cookie, and
/// a scheme with its events and challenges would be a second one.
/// </remarks>
internal sealed class BearerTokens : IDisposable
{
    private const int LongestToken = 16 * 1024;
    private const int LongestDocument = 1024 * 1024;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(10);

    // What is signed by a shared secret, or not at all, is no proof: "none" and HS256 with the public key as its secret are the classic ways in.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly HttpClient? _http;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _configuration;
    private readonly string? _issuer;
    private readonly string? _audience;
    private readonly GatewayAddress _address;
    private readonly TimeProvider _time;

    public BearerTokens(IOptions<FhirGatewayOptions> options, GatewayAddress address, TimeProvider time)
    {
        (_address, _time, _audience) = (address, time, options.Value.Callers.Audience);
        if (options.Value.Callers.Authority is { } authority)
        {
            _issuer = authority.AbsoluteUri.TrimEnd('/');
            _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            {
                MaxResponseContentBufferSize = LongestDocument, Timeout = LongestFetch,
            };
            _configuration = new(
                _issuer + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(_http) { RequireHttps = !authority.IsLoopback });
        }
    }

    /// <summary>Whether tokens are taken at all.</summary>
    public bool AreTaken => _configuration is not null;

    /// <summary>The token, verified.</summary>
    /// <param name="text">The token.</param>
    /// <param name="audience">For whom it must be made out; null for the gateway itself.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="CallerRefusedException">It is not what it should be; the message says in which respect.</exception>
    /// <exception cref="StoreUnavailableException">The identity provider's keys cannot be had.</exception>
    public async ValueTask<JsonWebToken> ValidateAsync(string text, string? audience, CancellationToken cancellationToken)
    {
        if (_configuration is null)
        {
            throw Refused("No tokens are taken here: no identity provider is configured.");
        }

        var result = await TryAsync(text, audience, cancellationToken).ConfigureAwait(false);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // Perhaps the provider has changed its keys. It is asked again, but not by each wrong token: the manager sees to it.
            _configuration.RequestRefresh();
            result = await TryAsync(text, audience, cancellationToken).ConfigureAwait(false);
        }

        return result.IsValid ? (JsonWebToken)result.SecurityToken : throw Refused("The token is refused: " + result.Exception switch
        {
            SecurityTokenInvalidIssuerException => "it is of another issuer.",
            SecurityTokenInvalidAudienceException => "it is for somebody else.",
            SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException or SecurityTokenExpiredException or SecurityTokenNotYetValidException =>
                "it is not valid at this time.",
            SecurityTokenInvalidAlgorithmException => "its algorithm is not one that is taken.",
            SecurityTokenSignatureKeyNotFoundException => "its key is not among those of the issuer.",
            SecurityTokenInvalidSignatureException => "its signature is wrong.",
            _ => "it cannot be verified.",
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _http?.Dispose();

    private static CallerRefusedException Refused(string message) => new(message, "invalid_token");

    private async ValueTask<TokenValidationResult> TryAsync(string text, string? wanted, CancellationToken cancellationToken)
    {
        OpenIdConnectConfiguration configuration;
        try
        {
            configuration = await _configuration!.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new StoreUnavailableException("keys of the identity provider", error);
        }

        // Letter by letter but for a slash at the end, which people leave out when they configure it.
        if (configuration.Issuer?.TrimEnd('/') != _issuer)
        {
            throw Refused("The token is refused: the identity provider calls itself otherwise than it is configured.");
        }

        return await _handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudiences = (wanted ?? _audience) is { Length: > 0 } audience ? [audience] : [_address.Origin.AbsoluteUri, _address.Origin.AbsoluteUri.TrimEnd('/')],
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = configuration.SigningKeys,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is { } end && end + ClockSkew > _time.GetUtcNow().UtcDateTime && !(notBefore - ClockSkew > _time.GetUtcNow().UtcDateTime),
        }).ConfigureAwait(false);
    }
}
