using FhirTyped;
using FhirTyped.Auth;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Says how a program proves to a server who it is: one way for each server. A second one is an <see cref="InvalidOperationException"/>. What is wrong with the
/// options is an <see cref="Options.OptionsValidationException"/> at the start of a host, or when the server's client is made.
/// </summary>
public static class FhirAuthenticationBuilderExtensions
{
    /// <summary>Gets tokens by SMART Backend Services: the client signs who it is with a key.</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddBackendServices(this IFhirPlatformBuilder builder, Action<BackendServicesOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddBackendServices((options, _) => configure(options));
    }

    /// <summary>Gets tokens by SMART Backend Services, with options that need other services, as one that keeps keys.</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="configure">Sets the options. The services are those of the root: what is scoped cannot be had.</param>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddBackendServices(this IFhirPlatformBuilder builder, Action<BackendServicesOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return CredentialRegistration.Add(builder, nameof(AddBackendServices), provider =>
        {
            var options = new BackendServicesOptions { TimeProvider = ClockOf(provider) };
            configure(options, provider);
            return ClientCredentialsCredential.Create(options, builder.Platform);
        });
    }

    /// <summary>Gets tokens by a client's secret or certificate (RFC 6749, section 4.4).</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddClientCredentials(this IFhirPlatformBuilder builder, Action<ClientCredentialsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddClientCredentials((options, _) => configure(options));
    }

    /// <summary>Gets tokens by a client's secret or certificate, with options that need other services.</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="configure">Sets the options. The services are those of the root: what is scoped cannot be had.</param>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddClientCredentials(this IFhirPlatformBuilder builder, Action<ClientCredentialsOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return CredentialRegistration.Add(builder, nameof(AddClientCredentials), provider =>
        {
            var options = new ClientCredentialsOptions { TimeProvider = ClockOf(provider) };
            configure(options, provider);
            return ClientCredentialsCredential.Create(options, builder.Platform);
        });
    }

    /// <summary>Sends a name and a password with each request (RFC 7617), in UTF-8.</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="ArgumentException">The name is empty or has a colon, or one of them has a control character.</exception>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddBasic(this IFhirPlatformBuilder builder, string userName, string password)
    {
        var credential = FhirCredential.Basic(userName, password);
        return CredentialRegistration.Add(builder, nameof(AddBasic), _ => credential);
    }

    /// <summary>Sends the same bearer token with each request (RFC 6750).</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">It is empty, or holds what no token can.</exception>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddToken(this IFhirPlatformBuilder builder, string token)
    {
        var credential = FhirCredential.Token(token);
        return CredentialRegistration.Add(builder, nameof(AddToken), _ => credential);
    }

    /// <summary>Authenticates by a credential of one's own making, for example one of a user's session.</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="create">Makes the credential; called once.</param>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddCredential(this IFhirPlatformBuilder builder, Func<IServiceProvider, FhirCredential> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return CredentialRegistration.Add(builder, nameof(AddCredential), create);
    }

    private static TimeProvider ClockOf(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
