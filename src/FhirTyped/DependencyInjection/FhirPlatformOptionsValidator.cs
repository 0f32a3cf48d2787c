using Microsoft.Extensions.Options;

namespace FhirTyped;

/// <summary>Checks the options of one server.</summary>
internal sealed class FhirPlatformOptionsValidator(FhirPlatformRegistration registration) : IValidateOptions<FhirPlatformOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FhirPlatformOptions options) =>
        name != registration.Name ? ValidateOptionsResult.Skip
        : FhirPlatformOptionsProblems.Find(options, registration.Platform) is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems)
        : ValidateOptionsResult.Success;
}
