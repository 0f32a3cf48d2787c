using System.Diagnostics;

namespace FhirTyped.R4;

/// <content>Making and reading references.</content>
[DebuggerDisplay("{Reference ?? Display,nq}")]
public sealed partial class ResourceReference
{
    /// <summary>Creates an empty reference.</summary>
    public ResourceReference()
    {
    }

    /// <summary>Creates a reference: <c>new ResourceReference("Patient/1")</c>.</summary>
    /// <param name="reference">Type and id (<c>Patient/1</c>), a whole URL, <c>#id</c> of a contained resource, or <c>urn:uuid:…</c>.</param>
    /// <param name="display">What to call it; null for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="reference"/> is null or empty.</exception>
    public ResourceReference(string reference, string? display = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        Reference = reference;
        Display = display;
    }

    /// <summary>
    /// The id of the resource that is referred to, or null where the reference names none (<c>urn:uuid:…</c>, an identifier). Not
    /// <see cref="Element.Id"/>, which is the reference's own id within its resource and hardly ever there. Look at <see cref="Url"/> as well where
    /// references to other servers (<see cref="ReferenceUrl.BaseUrl"/>) or to contained resources may come.
    /// </summary>
    public string? ResourceId => Url.Id;

    /// <summary>
    /// The type of the resource that is referred to: as its URL says, else <see cref="Type"/> where that is a resource type of R4; null where neither tells.
    /// </summary>
    public string? ResourceType => Url.ResourceType ?? (FhirResources.IsResourceType(Type) ? Type : null);

    /// <summary>The reference's text in its parts.</summary>
    public ReferenceUrl Url => ReferenceUrl.Parse(_reference);

    /// <summary>A relative reference to a resource of a type: <c>ResourceReference.To&lt;Patient&gt;("123")</c>.</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null or empty.</exception>
    public static ResourceReference To<T>(string id)
        where T : Resource, IFhirResource<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new ResourceReference { Reference = T.ResourceType + "/" + id };
    }

    /// <summary>A reference to a resource contained in the same resource.</summary>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null or empty.</exception>
    public static ResourceReference ToContained(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new ResourceReference { Reference = "#" + id };
    }
}
