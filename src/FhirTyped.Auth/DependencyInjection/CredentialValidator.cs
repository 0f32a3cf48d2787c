using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Auth;

/// <summary>Sees that a server is authenticated to in the way that was registered, and that no options, earlier or later, put another in its place.</summary>
internal sealed class CredentialValidator(CredentialRegistration registration, IServiceProvider provider) : IValidateOptions<FhirPlatformOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FhirPlatformOptions options) =>
        name != registration.Server ? ValidateOptionsResult.Skip
        : ReferenceEquals(options.Credential, provider.GetRequiredKeyedService<FhirCredential>(registration.Server)) ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"'{registration.Server}' would be authenticated to in two ways: {registration.Method}, and {nameof(FhirPlatformOptions)}.{nameof(FhirPlatformOptions.Credential)} ({options.Credential?.Kind}).");
}
