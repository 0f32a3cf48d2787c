namespace FhirTyped.Firely.Definitions;

/// <summary>Definitions by their canonical address and version (https://hl7.org/fhir/R4/references.html#canonical).</summary>
internal sealed class DefinitionIndex
{
    private readonly Dictionary<string, List<Definition>> _byCanonical = new(StringComparer.Ordinal);

    /// <summary>The canonical addresses of all StructureDefinitions.</summary>
    public IEnumerable<string> Profiles => _byCanonical.Values.SelectMany(static all => all).Where(static one => one.IsProfile).Select(static one => one.Canonical).Distinct();

    /// <summary>Adds a definition. Of two with the same address and version the first stays.</summary>
    public void Add(Definition definition)
    {
        if (!_byCanonical.TryGetValue(definition.Canonical, out var versions))
        {
            _byCanonical.Add(definition.Canonical, versions = []);
        }

        if (!versions.Exists(other => other.Version == definition.Version))
        {
            versions.Add(definition);
        }
    }

    /// <summary>
    /// The definition that a canonical means: of the version that it names, or else of the newest. Null where there is none.
    /// </summary>
    public Definition? Find(string canonical)
    {
        var (address, version) = Split(canonical);
        return !_byCanonical.TryGetValue(address, out var versions) ? null
            : version.Length == 0 ? versions.MaxBy(static one => one.Version, DefinitionVersionComparer.Instance)
            : versions.Find(one => one.Version == version);
    }

    /// <summary>A canonical's address and its version, without what follows a <c>#</c>; empty where it names none.</summary>
    public static (string Address, string Version) Split(string canonical)
    {
        var fragment = canonical.IndexOf('#', StringComparison.Ordinal);
        var whole = fragment < 0 ? canonical : canonical[..fragment];
        var bar = whole.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? (whole, "") : (whole[..bar], whole[(bar + 1)..]);
    }
}
