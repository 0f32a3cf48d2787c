namespace FhirTyped;

/// <summary>The clients of several platforms by their ids.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <typeparam name="TPlatforms">The class with <see cref="FhirPlatformsAttribute"/>.</typeparam>
public sealed class FhirPlatforms<TPlatforms>
    where TPlatforms : FhirPlatformsClient, IFhirPlatforms<TPlatforms>
{
    private readonly Dictionary<string, TPlatforms> _byId = new(StringComparer.Ordinal);

    /// <summary>Takes up the clients of the platforms.</summary>
    /// <param name="clients">A client of each platform that <typeparamref name="TPlatforms"/> names.</param>
    /// <exception cref="ArgumentException">
    /// A platform has no client or more than one, or a client is of another platform. A platform that is missing would be
    /// data that is missing, so it is no smaller set.
    /// </exception>
    public FhirPlatforms(IEnumerable<FhirPlatformClient> clients)
    {
        ArgumentNullException.ThrowIfNull(clients);
        var given = clients.ToLookup(static client => client.Platform.Id, StringComparer.Ordinal);
        var all = new List<TPlatforms>();
        foreach (var platform in TPlatforms.Platforms)
        {
            var client = given[platform.Id].ToList() is [var only]
                ? only
                : throw new ArgumentException($"{typeof(TPlatforms).Name} needs one client of {platform.Name} ('{platform.Id}').", nameof(clients));
            var taken = TPlatforms.Over(client);
            _byId.Add(platform.Id, taken);
            all.Add(taken);
        }

        if (given.FirstOrDefault(group => !_byId.ContainsKey(group.Key)) is { } stranger)
        {
            throw new ArgumentException($"'{stranger.Key}' is no platform of {typeof(TPlatforms).Name}.", nameof(clients));
        }

        All = all;
    }

    /// <summary>All of them, in the order in which the attribute names the platforms.</summary>
    public IReadOnlyList<TPlatforms> All { get; }

    /// <summary>The client of a platform.</summary>
    /// <param name="id">The platform's id, for example <c>epic</c>.</param>
    /// <exception cref="ArgumentException">None of the platforms has that id; the message lists those that there are.</exception>
    public TPlatforms For(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return _byId.TryGetValue(id, out var client)
            ? client
            : throw new ArgumentException(
                $"'{id}' is no platform of {typeof(TPlatforms).Name}; there are: {string.Join(", ", All.Select(static one => one.Platform.Id))}.", nameof(id));
    }
}
