namespace FhirTyped;

/// <summary>
/// The base of the classes with <see cref="FhirPlatformGroupAttribute"/>: a client of one of several platforms. What it sends goes
/// over the connection of the platform's own client, by that platform's rules, headers and limits.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public abstract class FhirPlatformGroupClient : FhirPlatformClient
{
    /// <summary>Makes the client. Generated code calls it.</summary>
    /// <param name="client">The client of the platform that is asked.</param>
    protected FhirPlatformGroupClient(FhirPlatformClient client)
        : base(client) => Client = client;

    /// <summary>
    /// The client of the platform that is asked, for what only that platform has:
    /// <c>if (hospital.Client is Epic epic) { … }</c>.
    /// </summary>
    public IFhirPlatformClient Client { get; }
}
