using FhirTyped.Gateway;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the login of people at the gateway itself.</summary>
public static class FhirGatewayProviderLoginExtensions
{
    /// <summary>
    /// Lets people log in at the gateway, in their browsers, at the hospital's identity provider (https://openid.net/specs/openid-connect-core-1_0.html), where the section
    /// <c>FhirGateway:Callers:Login</c> of the configuration says how; else it does nothing. <c>/login?return=/…</c> begins a login.
    /// </summary>
    /// <param name="services">The services. <c>AddFhirGateway</c> and a store are registered besides.</param>
    /// <param name="configuration">The configuration as a whole.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFhirGatewayProviderLogin(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(FhirGatewayOptions.SectionName + ":Callers:Login");
        return section.Exists() ? services.AddFhirGatewayProviderLogin() : services;
    }

    /// <summary>Lets people log in at the gateway, in their browsers, at the hospital's identity provider, as <see cref="GatewayCallerOptions.Login"/> says.</summary>
    /// <param name="services">The services. <c>AddFhirGateway</c> and a store are registered besides.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFhirGatewayProviderLogin(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddFhirGatewayDataProtection();
        services.TryAddSingleton<ProviderLogin>();
        services.AddAuthentication().AddCookie(ProviderLogin.NoSignIn).AddOpenIdConnect(ProviderLogin.Scheme, static _ => { });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<OpenIdConnectOptions>, ProviderLoginSetup>());
        return services;
    }
}
