using FhirTyped;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of the servers of platforms.</summary>
public static class FhirPlatformHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check for each server that <c>AddFhirPlatform</c> registers, before or after, called as its HTTP client: <c>fhir:north</c>. It asks for the
    /// server's CapabilityStatement (GET metadata), with the token of the options, so a server is healthy where it can be reached, gives a token and speaks FHIR R4.
    /// What the platform's facts hold and the server no longer declares stands in the data of the result, under <c>lost</c>. What it tells holds no address and nothing of a patient.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="failureStatus">What a server that fails is reported as; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags by which the checks can be chosen, or null.</param>
    /// <param name="timeout">How long a check may take; null for the options' <see cref="FhirPlatformOptions.RequestTimeout"/>.</param>
    /// <param name="degradesWhereLost">Whether a server that no longer declares all that the platform's facts hold is <see cref="HealthStatus.Degraded"/>.</param>
    public static IHealthChecksBuilder AddFhirPlatforms(
        this IHealthChecksBuilder builder, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, TimeSpan? timeout = null, bool degradesWhereLost = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>>(provider => new ConfigureOptions<HealthCheckServiceOptions>(options =>
        {
            foreach (var registration in provider.GetServices<FhirPlatformRegistration>())
            {
                options.Registrations.Add(new(
                    FhirPlatformOptions.HttpClientNamePrefix + registration.Name,
                    services => new FhirPlatformHealthCheck(services, registration.Name, degradesWhereLost),
                    failureStatus,
                    tags,
                    timeout));
            }
        }));
        return builder;
    }
}
