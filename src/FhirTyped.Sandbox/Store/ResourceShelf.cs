using System.Collections.Immutable;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Every resource of one type with all its versions. Immutable: a reader keeps the state that it began with.</summary>
internal sealed class ResourceShelf
{
    private readonly ImmutableDictionary<string, ImmutableList<ResourceVersion>> _resources;

    // The list of an earlier state, which most of this one's repeats, and the newest write of that state.
    private readonly (ResourceVersion[] List, ResourceVersion? Newest)? _earlier;
    private ResourceVersion[]? _current;
    private ImmutableDictionary<string, IReadOnlyList<ResourceVersion>>? _sorted;

    private ResourceShelf(
        ImmutableDictionary<string, ImmutableList<ResourceVersion>> resources, int count, ResourceVersion? newest, (ResourceVersion[], ResourceVersion?)? earlier) =>
        (_resources, Count, Newest, _earlier) = (resources, count, newest, earlier);

    public static ResourceShelf Empty { get; } =
        new(ImmutableDictionary.Create<string, ImmutableList<ResourceVersion>>(StringComparer.Ordinal), 0, null, null);

    /// <summary>How many resources are there; deleted ones do not count.</summary>
    public int Count { get; }

    /// <summary>The last write; null before the first.</summary>
    public ResourceVersion? Newest { get; }

    /// <summary>The versions of a resource, oldest first; empty where it never existed.</summary>
    public ImmutableList<ResourceVersion> VersionsOf(string id) =>
        _resources.TryGetValue(id, out var versions) ? versions : ImmutableList<ResourceVersion>.Empty;

    /// <summary>The resource of an id in its current version; null where there is none, or not any more.</summary>
    public ResourceVersion? Find(string id) => _resources.TryGetValue(id, out var versions) && versions[^1] is { IsDeleted: false } version ? version : null;

    /// <summary>The resources that are there, each in its current version, in the order of their creation.</summary>
    public IReadOnlyList<ResourceVersion> Current => _current ??= FollowEarlier() ?? [.. InOrder(Unordered)];

    /// <summary>The resources that are there, each in its current version.</summary>
    public IEnumerable<ResourceVersion> Unordered => _resources.Values.Select(static versions => versions[^1]).Where(static version => !version.IsDeleted);

    /// <summary>Every version of every resource.</summary>
    public IEnumerable<ResourceVersion> All => _resources.Values.SelectMany(static versions => versions);

    /// <summary>Resources of this state in the order of their creation.</summary>
    public IEnumerable<ResourceVersion> InOrder(IEnumerable<ResourceVersion> versions) => versions.OrderBy(version => VersionsOf(version.Id)[0].Sequence);

    /// <summary>The resources that are there by sort keys. A few orders are kept: whoever asks for the first page asks again.</summary>
    /// <param name="keys">The sort keys as one text.</param>
    /// <param name="sort">Sorts all resources by them.</param>
    public IReadOnlyList<ResourceVersion> Sorted(string keys, Func<IReadOnlyList<ResourceVersion>, IReadOnlyList<ResourceVersion>> sort)
    {
        const int MostOrders = 4;
        var known = _sorted ?? ImmutableDictionary.Create<string, IReadOnlyList<ResourceVersion>>(StringComparer.Ordinal);
        if (!known.TryGetValue(keys, out var sorted))
        {
            sorted = sort(Current);
            _sorted = (known.Count < MostOrders ? known : known.Clear()).Add(keys, sorted);
        }

        return sorted;
    }

    /// <summary>
    /// The shelf as whoever sees it from whom the other resources are hidden. The newest version decides: of a resource that was visible once
    /// nothing is. A deletion is as visible as what was deleted.
    /// </summary>
    public ResourceShelf Where(Predicate<Resource> isVisible)
    {
        var resources = ImmutableDictionary.CreateBuilder<string, ImmutableList<ResourceVersion>>(StringComparer.Ordinal);
        var count = 0;
        foreach (var (id, versions) in _resources)
        {
            if (versions.FindLast(static version => !version.IsDeleted) is not { } newest || !isVisible(newest.Resource!))
            {
                continue;
            }

            var wasVisible = false;
            resources.Add(id, versions.Count == 1 ? versions
                : versions.RemoveAll(version => !(wasVisible = version.IsDeleted ? wasVisible : isVisible(version.Resource!))));
            count += versions[^1].IsDeleted ? 0 : 1;
        }

        // The newest write stays that of the store: the indexes go by it.
        return new(resources.ToImmutable(), count, Newest, null);
    }

    public ResourceShelf With(ResourceVersion version)
    {
        var versions = VersionsOf(version.Id);
        var wasThere = versions.Count > 0 && !versions[^1].IsDeleted;
        return new(
            _resources.SetItem(version.Id, versions.Add(version)),
            Count + (version.IsDeleted ? 0 : 1) - (wasThere ? 1 : 0),
            version,
            _current is { } current ? (current, Newest) : _earlier);
    }

    /// <summary>The list of an earlier state with what was written since; null where there is none, or much has changed.</summary>
    private ResourceVersion[]? FollowEarlier()
    {
        if (_earlier is not var (list, newest))
        {
            return null;
        }

        var changed = new Dictionary<string, ResourceVersion>(StringComparer.Ordinal);
        var created = new List<ResourceVersion>();
        for (var version = Newest; version != newest; version = version.Earlier)
        {
            // What was deleted and created again has its old place, which is not in the list.
            if (version is null || changed.Count > list.Length || version is { WrittenBy: FhirInteraction.Create, Number: > 1 })
            {
                return null;
            }

            changed.TryAdd(version.Id, version);
            if (version.Number == 1)
            {
                created.Add(version);
            }
        }

        created.Reverse();
        var current = new List<ResourceVersion>(Count);
        foreach (var version in list.Concat(created))
        {
            if (!changed.TryGetValue(version.Id, out var now))
            {
                current.Add(version);
            }
            else if (!now.IsDeleted)
            {
                current.Add(now);
            }
        }

        return [.. current];
    }
}
