namespace FhirTyped.R4.FhirPath;

/// <summary>
/// The entries of Bundles and the contained resources by the names that references give them, looked up once for all references
/// of an evaluation. <see href="https://hl7.org/fhir/R4/bundle.html#references"/>
/// </summary>
internal sealed class ReferenceTargets
{
    private const string UuidPrefix = "urn:uuid:";

    private readonly Dictionary<Resource, Dictionary<string, Resource>> _contained = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Bundle, Dictionary<string, List<Resource>>> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Bundle, Dictionary<string, List<Resource>>> _canonicals = new(ReferenceEqualityComparer.Instance);
    private ReferenceHomes? _homes;
    private (Resource Resource, ReferenceHome? Home)? _own;

    [ThreadStatic]
    private static long _looked;

    /// <summary>How many entries and contained resources this thread has looked at: what tests of the cost count.</summary>
    public static long Steps => _looked;

    /// <summary>Where a reference of the root resource stands; null where it is no part of it.</summary>
    public ReferenceHome? HomeOf(EvaluationRun run, ResourceReference reference, int position) =>
        (_homes ??= ReferenceHomes.In(run, run.RootResource, position)).Find(reference);

    /// <summary>The entry of a Bundle that holds the resource of the evaluation; null where none does.</summary>
    public ReferenceHome? HomeOfResource(EvaluationRun run, Bundle bundle, Resource resource, int position)
    {
        if (_own is not var (known, home) || known != resource)
        {
            run.Charge(bundle.Entry.Count, position);
            var entry = bundle.Entry.Find(entry => ReferenceEquals(entry?.Resource, resource));
            home = entry is null ? null : new ReferenceHome(bundle, entry, resource);
            _own = (resource, home);
        }

        return home;
    }

    /// <summary>The first contained resource with an id; null where there is none.</summary>
    public Resource? FindContained(EvaluationRun run, DomainResource container, string id, int position)
    {
        if (!_contained.TryGetValue(container, out var targets))
        {
            run.Charge(container.Contained.Count, position);
            _looked += container.Contained.Count;
            _contained.Add(container, targets = new Dictionary<string, Resource>(StringComparer.Ordinal));
            foreach (var resource in container.Contained)
            {
                if (resource is { Id: { } name })
                {
                    targets.TryAdd(name, resource);
                }
            }
        }

        return targets.GetValueOrDefault(id);
    }

    /// <summary>The resource of the entry with a fullUrl, and of that version where one is asked for; null where there is none.</summary>
    public Resource? FindEntry(EvaluationRun run, Bundle bundle, string fullUrl, string? versionId, int position)
    {
        if (!_entries.TryGetValue(bundle, out var targets))
        {
            _entries.Add(bundle, targets = Group(run, bundle, static entry => entry.FullUrl is { } url ? KeyOf(url) : null, position));
        }

        if (!targets.TryGetValue(KeyOf(fullUrl), out var found))
        {
            return null;
        }

        return versionId is null ? Newest(found) : found.Find(resource => resource.Meta?.VersionId == versionId);
    }

    /// <summary>The resource of an entry with a canonical URL, and of that business version where one is asked for; null where there is none.</summary>
    public Resource? FindCanonical(EvaluationRun run, Bundle bundle, string url, string? version, int position)
    {
        if (!_canonicals.TryGetValue(bundle, out var targets))
        {
            _canonicals.Add(bundle, targets = Group(run, bundle, static entry => entry.Resource is { } resource ? TextOf(resource, "url") : null, position));
        }

        return targets.TryGetValue(url, out var found)
            ? version is null ? Newest(found) : found.Find(resource => TextOf(resource, "version") == version)
            : null;
    }

    public void Clear()
    {
        _contained.Clear();
        _entries.Clear();
        _canonicals.Clear();
        _homes = null;
        _own = null;
    }

    private static Dictionary<string, List<Resource>> Group(EvaluationRun run, Bundle bundle, Func<BundleEntry, string?> nameOf, int position)
    {
        run.Charge(bundle.Entry.Count, position);
        _looked += bundle.Entry.Count;
        var targets = new Dictionary<string, List<Resource>>(StringComparer.Ordinal);
        foreach (var entry in bundle.Entry)
        {
            if (entry is { Resource: { } resource } && nameOf(entry) is { } name)
            {
                if (!targets.TryGetValue(name, out var named))
                {
                    targets.Add(name, named = new List<Resource>(1));
                }

                named.Add(resource);
            }
        }

        return targets;
    }

    // Several versions of one resource may be there: without a version the newest is meant, and the first of equals.
    private static Resource Newest(List<Resource> resources)
    {
        var newest = resources[0];
        foreach (var resource in resources)
        {
            if (resource.Meta?.LastUpdated is { } updated && newest.Meta?.LastUpdated is { } before && updated > before)
            {
                newest = resource;
            }
        }

        return newest;
    }

    // The letters of a UUID may be of either case (RFC 4122, 3).
    private static string KeyOf(string url) =>
        url.StartsWith(UuidPrefix, StringComparison.OrdinalIgnoreCase) ? url.ToLowerInvariant() : url;

    private static string? TextOf(Resource resource, string name) => resource.GetElements(name) is [PrimitiveElement { Text: { } text }] ? text : null;
}
