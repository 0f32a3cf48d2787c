namespace FhirTyped.Gateway;

/// <summary>Finds by what the requests of a caller are sent.</summary>
internal interface IGatewayConnections
{
    /// <summary>The connection of a caller to a platform: his own, where he has logged in there, or else the one that callers share.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The connection; null where he has none, and has to log in.</returns>
    /// <exception cref="StoreUnavailableException">The sessions cannot be read.</exception>
    ValueTask<GatewayConnection?> FindAsync(GatewayCaller caller, GatewayPlatform platform, CancellationToken cancellationToken);
}
