namespace FhirTyped.R4;

/// <summary>The resource types of FHIR R4 by name. <see href="https://hl7.org/fhir/R4/resourcelist.html"/></summary>
public static class FhirResources
{
    /// <summary>The names of all resource types that can be instantiated, in ordinal order.</summary>
    public static IReadOnlyList<string> Names => ResourceFactory.Names;

    /// <summary>Whether FHIR R4 has a resource type of this name.</summary>
    public static bool IsResourceType(string? name) => name is not null && Array.BinarySearch(ResourceFactory.Names, name, StringComparer.Ordinal) >= 0;

    /// <summary>A new, empty resource of a type.</summary>
    /// <exception cref="ArgumentException">FHIR R4 has no resource type of this name.</exception>
    public static Resource Create(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ResourceFactory.Create(System.Text.Encoding.UTF8.GetBytes(name))
            ?? throw new ArgumentException("FHIR R4 has no such resource type.", nameof(name));
    }
}
