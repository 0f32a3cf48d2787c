namespace FhirTyped;

/// <summary>
/// The servers that <c>AddFhirPlatform</c> registered, by their names: for code that learns only when it runs which one it is to ask. Where that is known
/// before, <c>[FromKeyedServices("north")] Epic epic</c> is the same.
/// </summary>
/// <remarks>Thread-safe; a singleton.</remarks>
public interface IFhirPlatformRegistry
{
    /// <summary>The names, in the order of registration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The platform of a server.</summary>
    /// <param name="name">The server's name; where it was given none, its platform's id.</param>
    /// <exception cref="ArgumentException">None has that name; the message lists those that there are.</exception>
    PlatformDescriptor GetPlatform(string name);

    /// <summary>The client of a server, for resource types by name.</summary>
    /// <param name="name">The server's name; where it was given none, its platform's id.</param>
    /// <exception cref="ArgumentException">None has that name; the message lists those that there are.</exception>
    IFhirPlatformClient GetClient(string name);

    /// <summary>The client of a server, as a class of its platform or of one that this extends.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>: it takes every Epic, and hospitals that extend it and lack nothing of it.</typeparam>
    /// <param name="name">The server's name; where it was given none, its platform's id.</param>
    /// <exception cref="ArgumentException">None has that name, or it is of another platform.</exception>
    TPlatform GetClient<TPlatform>(string name)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>;

    /// <summary>Several servers, to be asked at once. Their clients are made when they are asked: wrong options are the failure of that server alone.</summary>
    /// <param name="names">The servers' names; none for all.</param>
    /// <exception cref="ArgumentException">There is no server of a name, or one is named twice.</exception>
    FhirServers<IFhirPlatformClient> GetServers(params IEnumerable<string> names);
}
