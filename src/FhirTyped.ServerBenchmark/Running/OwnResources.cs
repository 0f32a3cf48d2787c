using FhirTyped.R4;

namespace FhirTyped.ServerBenchmark;

/// <summary>What a benchmark has inserted at one server: nothing else is ever changed or deleted.</summary>
/// <param name="run">The code of its tag: of each run another one.</param>
internal sealed class OwnResources(string run)
{
    /// <summary>The system of the tags.</summary>
    public const string TagSystem = "urn:uuid:5b0a6a5e-35a4-4c5d-9d5e-6f0c5f6b6d2a";

    private readonly Lock _lock = new();
    private readonly List<(string Type, string Id)> _all = [];
    private readonly HashSet<(string Type, string Id)> _known = [];
    private readonly HashSet<(string Type, string Id)> _gone = [];
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private bool _isUncertain;

    /// <summary>The tag as <c>_tag</c> takes it.</summary>
    public string Tag => TagSystem + "|" + run;

    /// <summary>Whether a create broke off, so that there may be more than is known of.</summary>
    public bool IsUncertain
    {
        get
        {
            lock (_lock)
            {
                return _isUncertain;
            }
        }
    }

    /// <summary>The types of which something was sent.</summary>
    public IReadOnlyList<string> Types
    {
        get
        {
            lock (_lock)
            {
                return [.. _types];
            }
        }
    }

    /// <summary>All, the last first: each before those to which it refers.</summary>
    public IReadOnlyList<(string Type, string Id)> LastFirst
    {
        get
        {
            lock (_lock)
            {
                return [.. _all.Where(_known.Contains).Reverse()];
            }
        }
    }

    /// <summary>Marks a resource as the benchmark's own, and as test data (http://terminology.hl7.org/CodeSystem/v3-ActReason).</summary>
    public T Mark<T>(T resource)
        where T : Resource
    {
        // Not the profiles: a server that does not know them may refuse the resource.
        resource.Meta = new Meta();
        resource.Meta.Tag.Add(new Coding(TagSystem, run) { Display = "FhirTyped server benchmark" });
        resource.Meta.Security.Add(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST") { Display = "test health data" });
        return resource;
    }

    /// <summary>Whether a resource has the mark: what a search found may be anybody's.</summary>
    public bool IsMarked(Resource resource) => resource.Meta?.Tag.Exists(tag => tag.System == TagSystem && tag.Code == run) == true;

    /// <summary>Says that resources of a type are about to be sent.</summary>
    public void Sending(string type)
    {
        lock (_lock)
        {
            _types.Add(type);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>Takes up what was created. What is deleted is not taken up again: a search may still find it for a while.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(string type, string id)
    {
        lock (_lock)
        {
            if (_gone.Contains((type, id)) || !_known.Add((type, id)))
            {
                return false;
            }

            _all.Add((type, id));
            return true;
        }
    }

    /// <summary>Takes out what is deleted.</summary>
    public void Remove(string type, string id)
    {
        lock (_lock)
        {
            _known.Remove((type, id));
            _gone.Add((type, id));
        }
    }

    /// <summary>Says that nobody knows whether something was created.</summary>
    public void SetUncertain()
    {
        lock (_lock)
        {
            _isUncertain = true;
        }
    }
}
