using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Auth;

/// <summary>One way by which a server is authenticated to.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Method">The method that registered it, for messages.</param>
internal sealed record CredentialRegistration(string Server, string Method)
{
    /// <summary>Registers the credential of a server; the factory is called once, when the server's options are made.</summary>
    /// <exception cref="InvalidOperationException">The server has one already; the message names both.</exception>
    public static IFhirPlatformBuilder Add(IFhirPlatformBuilder builder, string method, Func<IServiceProvider, FhirCredential> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var registration = new CredentialRegistration(builder.PlatformName, method);
        foreach (var service in builder.Services)
        {
            if (service is { IsKeyedService: false, ImplementationInstance: CredentialRegistration other } && other.Server == registration.Server)
            {
                throw new InvalidOperationException(
                    $"'{registration.Server}' would be authenticated to in two ways, {other.Method} and {registration.Method}: call one of them, once.");
            }
        }

        builder.Services.AddSingleton(registration);
        builder.Services.AddKeyedSingleton(builder.PlatformName, (provider, _) => create(provider));
        builder.Services.AddOptions<FhirPlatformOptions>(builder.PlatformName)
            .Configure<IServiceProvider>((options, provider) => options.Credential ??= provider.GetRequiredKeyedService<FhirCredential>(registration.Server));
        builder.Services.AddSingleton<IValidateOptions<FhirPlatformOptions>>(provider => new CredentialValidator(registration, provider));
        return builder;
    }
}
