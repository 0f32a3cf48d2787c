using Microsoft.Extensions.Hosting;

namespace FhirTyped.Gateway;

/// <summary>Reads the master keys before anything of the host starts: where there is none, nothing does.</summary>
internal sealed class GatewayKeyLoader(IGatewayKeySource source, SecretSealer sealer) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken) =>
        sealer.Use(await source.GetKeysAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
