using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The references in a resource (https://hl7.org/fhir/R4/references.html).</summary>
internal static class ResourceReferences
{
    /// <summary>All of them, also those in contained resources. They may be changed on the way.</summary>
    /// <param name="element">The resource, or a part of it.</param>
    public static IEnumerable<ResourceReference> In(Base element)
    {
        if (element is ResourceReference reference)
        {
            yield return reference;
        }

        foreach (var child in element.GetElements())
        {
            if (child.Value is not PrimitiveElement)
            {
                foreach (var nested in In(child.Value))
                {
                    yield return nested;
                }
            }
        }
    }
}
