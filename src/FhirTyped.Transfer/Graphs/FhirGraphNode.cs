using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>A node of a graph: a resource, or what is known of one that is referred to.</summary>
/// <remarks>Immutable, but for its resource.</remarks>
public sealed class FhirGraphNode
{
    internal FhirGraphNode(FhirGraphNodeKind kind, string resourceType, string name, Resource? resource = null) => (Kind, ResourceType, Name, Resource) = (kind, resourceType, name, resource);

    /// <summary>What it stands for.</summary>
    public FhirGraphNodeKind Kind { get; }

    /// <summary>The resource type; empty where a reference does not say it (<c>urn:uuid:…</c>).</summary>
    public string ResourceType { get; }

    /// <summary>
    /// Type and id, of a contained resource behind those of the resource that holds it (<c>MedicationRequest/1#med</c>); without an id the address in the Bundle, else type and place
    /// (<c>Patient#3</c>). A reference by criteria is <c>Practitioner?…</c>: criteria hold what is searched for.
    /// </summary>
    public string Name { get; }

    /// <summary>The resource; null where it was not given.</summary>
    public Resource? Resource { get; }

    /// <summary>Kind and type: an id is a patient's.</summary>
    public override string ToString() => $"{Kind} {ResourceType}";
}
