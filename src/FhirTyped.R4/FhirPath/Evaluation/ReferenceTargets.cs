namespace FhirTyped.R4.FhirPath;

/// <summary>
/// The entries of Bundles and the contained resources by the names that references give them, looked up once for all references
/// of an evaluation.
/// </summary>
internal sealed class ReferenceTargets
{
    // Two containers at most are asked: the resource and the one that contains it.
    private readonly Dictionary<Resource, Dictionary<string, Resource>> _known = new(ReferenceEqualityComparer.Instance);

    [ThreadStatic]
    private static long _looked;

    /// <summary>How many entries and contained resources this thread has looked at: what tests of the cost count.</summary>
    public static long Steps => _looked;

    /// <summary>The resource of the first entry with a fullUrl, or of the first contained resource with an id; null where there is none.</summary>
    public Resource? Find(EvaluationRun run, Resource container, string name, int position)
    {
        if (!_known.TryGetValue(container, out var targets))
        {
            _known.Add(container, targets = NamesIn(run, container, position));
        }

        return targets.GetValueOrDefault(name);
    }

    public void Clear() => _known.Clear();

    private static Dictionary<string, Resource> NamesIn(EvaluationRun run, Resource container, int position)
    {
        var targets = new Dictionary<string, Resource>(StringComparer.Ordinal);
        if (container is Bundle bundle)
        {
            run.Charge(bundle.Entry.Count, position);
            _looked += bundle.Entry.Count;
            foreach (var entry in bundle.Entry)
            {
                if (entry is { FullUrl: { } url, Resource: { } resource })
                {
                    targets.TryAdd(url, resource);
                }
            }
        }
        else if (container is DomainResource { Contained: { } contained })
        {
            run.Charge(contained.Count, position);
            _looked += contained.Count;
            foreach (var resource in contained)
            {
                if (resource is { Id: { } id })
                {
                    targets.TryAdd(id, resource);
                }
            }
        }

        return targets;
    }
}
