using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped;

/// <summary>Finds servers among what was registered.</summary>
internal sealed class FhirPlatformRegistry(IServiceProvider provider, IEnumerable<FhirPlatformRegistration> registrations) : IFhirPlatformRegistry
{
    private readonly Dictionary<string, FhirPlatformRegistration> _byName = registrations.ToDictionary(static one => one.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [.. registrations.Select(static one => one.Name)];

    /// <inheritdoc/>
    public PlatformDescriptor GetPlatform(string name) => Find(name).Platform;

    /// <inheritdoc/>
    public IFhirPlatformClient GetClient(string name) => provider.GetRequiredKeyedService<IFhirPlatformClient>(Find(name).Name);

    /// <inheritdoc/>
    public TPlatform GetClient<TPlatform>(string name)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var registration = Find(name);
        return GetClient(name) as TPlatform ?? throw new ArgumentException(
            $"'{name}' is a server of {registration.Platform.Name}, whose client is no {typeof(TPlatform).Name}.", nameof(name));
    }

    /// <inheritdoc/>
    public FhirServers<IFhirPlatformClient> GetServers(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var asked = names.ToArray();
        return new([.. (asked.Length > 0 ? asked : Names).Select(name => new NamedServer<IFhirPlatformClient>(Find(name).Name, () => GetClient(name)))]);
    }

    private FhirPlatformRegistration Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _byName.TryGetValue(name, out var registration)
            ? registration
            : throw new ArgumentException($"No server is called '{name}'; there are: {string.Join(", ", Names)}.", nameof(name));
    }
}
