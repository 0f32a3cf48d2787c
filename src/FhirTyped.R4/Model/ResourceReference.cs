using System.Diagnostics;

namespace FhirTyped.R4;

/// <content>Making and reading references.</content>
[DebuggerDisplay("{Reference ?? Display,nq}")]
public sealed partial class ResourceReference
{
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
