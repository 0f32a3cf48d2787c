using Hl7.Fhir.Model;

namespace FhirTyped.Firely.Definitions;

/// <summary>A StructureDefinition, ValueSet or CodeSystem that is read when it is asked for.</summary>
/// <param name="canonical">Its canonical address, without version.</param>
/// <param name="version">Its version; empty where it has none.</param>
/// <param name="isProfile">Whether it is a StructureDefinition.</param>
/// <param name="read">Reads it.</param>
internal sealed class Definition(string canonical, string version, bool isProfile, Func<Resource> read)
{
    /// <summary>Its canonical address, without version.</summary>
    public string Canonical { get; } = canonical;

    /// <summary>Its version; empty where it has none.</summary>
    public string Version { get; } = version;

    /// <summary>Whether it is a StructureDefinition.</summary>
    public bool IsProfile { get; } = isProfile;

    /// <summary>Reads the definition: each validator has its own, since snapshots are made in it.</summary>
    /// <exception cref="FhirProfileException">It cannot be read.</exception>
    public Resource Read() => Versioned(read(), Version);

    // The sources of a guide carry no version, and those who refer to them do.
    private static Resource Versioned(Resource resource, string version)
    {
        if (version.Length > 0 && resource is IVersionableConformanceResource { Version: null } definition)
        {
            definition.Version = version;
        }

        return resource;
    }
}
