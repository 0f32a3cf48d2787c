namespace FhirTyped.Gateway;

/// <summary>Where the master keys come from, if not from <see cref="GatewayKeyOptions"/>: a service that keeps keys.</summary>
public interface IGatewayKeySource
{
    /// <summary>The master keys: exactly one is primary, and no two have the same id. It is called at start; what it throws ends the start.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    ValueTask<IReadOnlyList<GatewayMasterKey>> GetKeysAsync(CancellationToken cancellationToken = default);
}
