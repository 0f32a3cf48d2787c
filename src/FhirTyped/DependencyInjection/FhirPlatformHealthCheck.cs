using FhirTyped.Capabilities;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FhirTyped;

/// <summary>Whether a server can be reached, takes the token, and speaks FHIR R4.</summary>
internal sealed class FhirPlatformHealthCheck(IServiceProvider services, string name, bool degradesWhereLost) : IHealthCheck
{
    private const string R4 = "4.0";

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Options that are wrong are a server that cannot be asked.
            var client = services.GetRequiredKeyedService<IFhirPlatformClient>(name);
            var answer = await client.SendAsync(HttpMethod.Get, "metadata", cancellationToken: cancellationToken).ConfigureAwait(false);
            return answer.Resource is not CapabilityStatement statement ? Failed("The server answered without a CapabilityStatement.")
                : statement.FhirVersion?.ToString()?.StartsWith(R4, StringComparison.Ordinal) != true ? Failed("The server's statement is not one of FHIR R4.")
                : Compare(client.Platform.Manifest, statement);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Failed(error is FhirException ? error.Message : error.GetType().Name);
        }

        HealthCheckResult Compare(PlatformManifest known, CapabilityStatement statement)
        {
            var lost = LostCapabilities.Find(known, statement);
            if (lost.Count == 0)
            {
                return HealthCheckResult.Healthy();
            }

            var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["lost"] = lost };
            var description = $"The server no longer declares {lost.Count} of the things that are known of {known.Name}.";
            return degradesWhereLost ? HealthCheckResult.Degraded(description, data: data) : HealthCheckResult.Healthy(description, data);
        }

        HealthCheckResult Failed(string description) => new(context.Registration.FailureStatus, description);
    }
}
