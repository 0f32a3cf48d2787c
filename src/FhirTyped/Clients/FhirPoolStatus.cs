namespace FhirTyped;

/// <summary>What goes on between a client and its server at this moment. It holds no address and no secret.</summary>
/// <param name="OpenConnections">The connections that are open; null where the HTTP handler is the program's own. Clients without options of transport share theirs.</param>
/// <param name="MaxConnections">How many there may be; null for no limit.</param>
/// <param name="RequestsUnderWay">The requests that have begun and not ended, with those that wait.</param>
/// <param name="RequestsWaiting">The requests among them that wait for the limits of rate and concurrency.</param>
/// <param name="IsCircuitOpen">Whether the server is left alone for a while, because it kept failing.</param>
public sealed record FhirPoolStatus(int? OpenConnections, int? MaxConnections, int RequestsUnderWay, int RequestsWaiting, bool IsCircuitOpen);
