using System.Collections.Immutable;

namespace FhirTyped.Sandbox;

/// <summary>Every resource of one type with all its versions. Immutable: a reader keeps the state that it began with.</summary>
internal sealed class ResourceShelf
{
    private readonly ImmutableDictionary<string, ImmutableList<ResourceVersion>> _resources;
    private ResourceVersion[]? _current;

    private ResourceShelf(ImmutableDictionary<string, ImmutableList<ResourceVersion>> resources) => _resources = resources;

    public static ResourceShelf Empty { get; } = new(ImmutableDictionary.Create<string, ImmutableList<ResourceVersion>>(StringComparer.Ordinal));

    /// <summary>The versions of a resource, oldest first; empty where it never existed.</summary>
    public ImmutableList<ResourceVersion> VersionsOf(string id) =>
        _resources.TryGetValue(id, out var versions) ? versions : ImmutableList<ResourceVersion>.Empty;

    /// <summary>The resources that are there, each in its current version, in the order of their creation.</summary>
    public IReadOnlyList<ResourceVersion> Current => _current ??=
    [
        .. _resources.Values
            .Where(static versions => !versions[^1].IsDeleted)
            .OrderBy(static versions => versions[0].Sequence)
            .Select(static versions => versions[^1]),
    ];

    /// <summary>Every version of every resource.</summary>
    public IEnumerable<ResourceVersion> All => _resources.Values.SelectMany(static versions => versions);

    public ResourceShelf With(ResourceVersion version) =>
        new(_resources.SetItem(version.Id, VersionsOf(version.Id).Add(version)));
}
