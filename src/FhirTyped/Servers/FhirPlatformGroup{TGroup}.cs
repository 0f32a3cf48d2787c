namespace FhirTyped;

/// <summary>
/// The clients of several servers of several platforms by their names, with what all of the platforms have. <c>AddFhirPlatformGroup</c> registers it; a
/// server's name is that which <c>AddFhirPlatform</c> was given, or else its platform's id.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <typeparam name="TGroup">The class with <see cref="FhirPlatformGroupAttribute"/>.</typeparam>
public sealed class FhirPlatformGroup<TGroup>
    where TGroup : FhirPlatformGroupClient, IFhirPlatformGroup<TGroup>
{
    private readonly Dictionary<string, TGroup> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes up one client of each platform, under its platform's id.</summary>
    /// <param name="clients">A client of each platform that <typeparamref name="TGroup"/> names.</param>
    /// <exception cref="ArgumentException">
    /// A platform has no client, two clients have one id, or a client is of no platform of the group. A platform that is missing would be
    /// data that is missing, so it is no smaller group.
    /// </exception>
    public FhirPlatformGroup(IEnumerable<FhirPlatformClient> clients)
        : this((clients ?? throw new ArgumentNullException(nameof(clients))).Select(static client => KeyValuePair.Create(client.Platform.Id, client)))
    {
    }

    /// <summary>Takes up clients under names of their servers: of each platform one or more.</summary>
    /// <param name="clients">The clients by their names.</param>
    /// <exception cref="ArgumentException">As of the other constructor; or two clients have one name.</exception>
    public FhirPlatformGroup(IEnumerable<KeyValuePair<string, FhirPlatformClient>> clients)
    {
        ArgumentNullException.ThrowIfNull(clients);
        var byPlatform = TGroup.Platforms.ToDictionary(static platform => platform.Id, static _ => new List<(string Name, TGroup Client)>(), StringComparer.Ordinal);
        foreach (var (name, client) in clients)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(clients));
            ArgumentNullException.ThrowIfNull(client, nameof(clients));
            var platform = TGroup.FindPlatform(client.GetType())
                ?? throw new ArgumentException($"'{name}' is a client of {client.Platform.Name}, which is no platform of {typeof(TGroup).Name}.", nameof(clients));
            var taken = TGroup.Over(client);
            if (!_byName.TryAdd(name, taken))
            {
                throw new ArgumentException($"Two clients are called '{name}': each needs a name of its own.", nameof(clients));
            }

            byPlatform[platform.Id].Add((name, taken));
        }

        var missing = TGroup.Platforms.Where(platform => byPlatform[platform.Id].Count == 0).Select(static platform => $"{platform.Name} ('{platform.Id}')").ToArray();
        if (missing.Length > 0)
        {
            throw new ArgumentException($"{typeof(TGroup).Name} needs a client of {string.Join(", ", missing)}.", nameof(clients));
        }

        All = [.. TGroup.Platforms.SelectMany(platform => byPlatform[platform.Id]).Select(static one => one.Client)];
        Names = [.. TGroup.Platforms.SelectMany(platform => byPlatform[platform.Id]).Select(static one => one.Name)];
    }

    /// <summary>All clients: in the order in which the attribute names the platforms, and of one platform in that in which they were given or registered.</summary>
    public IReadOnlyList<TGroup> All { get; }

    /// <summary>The names, in the order of <see cref="All"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>All servers, to be asked at once.</summary>
    public FhirServers<TGroup> Servers => new(Names.Zip(All, KeyValuePair.Create));

    /// <summary>The client of a server.</summary>
    /// <param name="name">The server's name; where it was given none, its platform's id, for example <c>epic</c>.</param>
    /// <exception cref="ArgumentException">None has that name; the message lists those that there are.</exception>
    public TGroup For(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _byName.TryGetValue(name, out var client)
            ? client
            : throw new ArgumentException($"'{name}' is no server of {typeof(TGroup).Name}; there are: {string.Join(", ", Names)}.", nameof(name));
    }
}
