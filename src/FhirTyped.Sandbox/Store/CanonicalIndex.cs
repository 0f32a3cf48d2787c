using System.Runtime.CompilerServices;
using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// The resources of one type by their canonical URL: https://hl7.org/fhir/R4/references.html#canonical. Made of a state of the store when
/// the first canonical is followed in it.
/// </summary>
internal sealed class CanonicalIndex
{
    private static readonly ConditionalWeakTable<ResourceShelf, CanonicalIndex> Indexes = [];

    private readonly Dictionary<string, List<ResourceVersion>> _byUrl = new(StringComparer.Ordinal);

    private CanonicalIndex(ResourceShelf shelf)
    {
        foreach (var version in shelf.Current)
        {
            if (UrlOf(version.Resource!) is { } url)
            {
                if (!_byUrl.TryGetValue(url, out var named))
                {
                    _byUrl.Add(url, named = new List<ResourceVersion>(1));
                }

                named.Add(version);
            }
        }
    }

    /// <summary>The resource with the URL and the version of a canonical; without a version the newest. Null where there is none.</summary>
    public static ResourceVersion? Find(StoreState state, ReferenceTarget canonical)
    {
        ResourceVersion? newest = null;
        foreach (var (type, shelf) in state.Shelves)
        {
            if (SearchParameterDefinitions.Find(type, "url") is { Type: SearchParameterType.Uri }
                && Indexes.GetValue(shelf, static shelf => new CanonicalIndex(shelf))._byUrl.TryGetValue(canonical.Canonical!, out var named))
            {
                foreach (var version in named)
                {
                    if ((canonical.Version is null || canonical.Version == VersionOf(version.Resource!)) && (newest is null || IsNewer(version, newest)))
                    {
                        newest = version;
                    }
                }
            }
        }

        return newest;
    }

    /// <summary>The canonical URL of a resource; null where it has none.</summary>
    public static string? UrlOf(Resource resource) => TextOf(resource, "url");

    private static string? VersionOf(Resource resource) => TextOf(resource, "version");

    private static string? TextOf(Resource resource, string name) => resource.GetElements(name) is [PrimitiveElement { Text: { } text }] ? text : null;

    private static bool IsNewer(ResourceVersion version, ResourceVersion other)
    {
        var order = Compare(VersionOf(version.Resource!), VersionOf(other.Resource!));
        return order != 0 ? order > 0 : version.Sequence > other.Sequence;
    }

    // 1.10 comes after 1.9; what has no version comes first.
    private static int Compare(string? left, string? right)
    {
        var (lefts, rights) = (left?.Split('.') ?? [], right?.Split('.') ?? []);
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var order = ExactDecimal.TryParse(lefts[i], out var x, out _) && ExactDecimal.TryParse(rights[i], out var y, out _)
                ? x.CompareTo(y)
                : string.CompareOrdinal(lefts[i], rights[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }
}
