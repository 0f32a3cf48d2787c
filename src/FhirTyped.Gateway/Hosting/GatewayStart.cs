using Microsoft.Extensions.Hosting;

namespace FhirTyped.Gateway;

/// <summary>Looks, before the first request, whether what the gateway keeps is kept, and whether its platforms can be read.</summary>
internal sealed class GatewayStart(IAuditStore audit, GatewayPlatforms platforms, IHostEnvironment environment) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Made once, so that what is wrong with the configuration ends the start and not the first request.
        _ = platforms.All;
        return environment.IsDevelopment() || audit.IsDurable
            ? Task.CompletedTask
            : throw new InvalidOperationException("The audit is kept in memory, and would be lost with the process: register a store that keeps it (AddFhirGatewaySqliteStore, AddFhirGatewayPostgreSqlStore).");
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
