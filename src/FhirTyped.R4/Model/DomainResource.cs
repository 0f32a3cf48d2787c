namespace FhirTyped.R4;

/// <content>Contained resources.</content>
public partial class DomainResource
{
    /// <summary>The contained resource that a reference names (<c>#id</c>), or null where it names none.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="reference"/> is null.</exception>
    public Resource? FindContained(ResourceReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var url = reference.Url;
        if (url.Kind != ReferenceKind.Contained || _contained is null)
        {
            return null;
        }

        foreach (var resource in _contained)
        {
            if (resource.Id == url.Id)
            {
                return resource;
            }
        }

        return null;
    }
}
