using Duende.IdentityModel;

namespace FhirTyped.Auth;

/// <summary>
/// The credential of a program without a user, by SMART Backend Services or a client's secret. It keeps one token for each server, renews it at 80 % of its life, and
/// sends one token request however many ask. A failed request fails those who wait for it with <see cref="FhirTokenException"/>; the next is sent after a pause of
/// one second, which doubles up to 30, or that which the server asks for, up to five minutes.
/// </summary>
/// <remarks>Thread-safe. One instance is meant to be kept for as long as the program runs.</remarks>
public sealed class ClientCredentialsCredential : FhirCredential
{
    private readonly AccessTokenCache _cache;

    private ClientCredentialsCredential(
        string kind, AuthorizationClientOptions options, ClientAuthentication authentication, PlatformDescriptor platform, string? audience, bool needsIssuer)
    {
        Kind = kind;
        var server = new AuthorizationServerClient(options, authentication, platform);
        var scope = options.ScopesFor(platform) is { Count: > 0 } scopes ? string.Join(' ', scopes) : null;
        _cache = new(
            async (baseUrl, cancellationToken) =>
            {
                var (endpoint, issuer) = await server.TokenEndpointAsync(baseUrl, needsIssuer, cancellationToken).ConfigureAwait(false);
                return await server.Tokens.RequestAsync(
                    endpoint, issuer, OidcConstants.GrantTypes.ClientCredentials, [("scope", scope), ("audience", audience)], cancellationToken).ConfigureAwait(false);
            },
            scope,
            options.Timeout,
            options.TimeProvider);
    }

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <summary>Makes the credential of SMART Backend Services.</summary>
    /// <param name="options">The options; a later change of them changes nothing.</param>
    /// <param name="platform">The platform, for example <c>Epic.Descriptor</c>.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options cannot be worked with, or the platform does not take them (FHT1303, FHT1308).</exception>
    /// <exception cref="ArgumentException">The key's file holds no key that SMART takes.</exception>
    /// <exception cref="IOException">The key's file cannot be read.</exception>
    public static ClientCredentialsCredential Create(BackendServicesOptions options, PlatformDescriptor platform)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(platform);
        options.ThrowIfUnusable(platform);
        var authentication = new ClientAuthentication.ByKey(options.ClientId, options.ReadKey(), options.AssertionRules, options.TimeProvider);
        return new("backend_services", options, authentication, platform, null, options.AssertionRules == ClientAssertionRules.Issuer);
    }

    /// <summary>Makes the credential of a client with a secret or a certificate.</summary>
    /// <param name="options">The options; a later change of them changes nothing.</param>
    /// <param name="platform">The platform, for example <c>Epic.Descriptor</c>.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options cannot be worked with, or the platform does not take them (FHT1303, FHT1308).</exception>
    public static ClientCredentialsCredential Create(ClientCredentialsOptions options, PlatformDescriptor platform)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(platform);
        options.ThrowIfUnusable(platform);
        return new("client_credentials", options, options.NewAuthentication(platform), platform, options.Audience, needsIssuer: false);
    }

    /// <inheritdoc/>
    /// <exception cref="FhirTokenException">No token could be had.</exception>
    public override async ValueTask<FhirAuthorization?> GetAsync(Uri baseUrl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        return await _cache.GetAsync(baseUrl, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<bool> InvalidateAsync(Uri baseUrl, FhirAuthorization refused, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(refused);
        return ValueTask.FromResult(_cache.Invalidate(baseUrl, refused));
    }
}
