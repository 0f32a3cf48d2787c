using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>Makes resources of one type; see <see cref="ResourceGenerator{T}"/>.</summary>
public abstract class ResourceGenerator
{
    private protected ResourceGenerator()
    {
    }

    /// <summary>The resource type that it makes.</summary>
    public abstract string ResourceType { get; }

    /// <summary>What it makes at one place, in words.</summary>
    internal virtual string Unit => ResourceType;

    /// <summary>What it makes at one place: one resource, or those of a time series.</summary>
    internal abstract IEnumerable<Resource> CreateAt(GenerationContext context);
}
