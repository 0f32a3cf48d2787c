using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What became of a conditional create or update: the server created a resource, or found the one that is meant.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class ConditionalResult<T>
    where T : Resource
{
    internal ConditionalResult(bool isCreated, string? id, T? resource)
    {
        IsCreated = isCreated;
        Id = id;
        Resource = resource;
    }

    /// <summary>Whether the server created the resource (201); else it found one for which the criteria hold.</summary>
    public bool IsCreated { get; }

    /// <summary>The id of the resource, or null where the server does not say.</summary>
    public string? Id { get; }

    /// <summary>
    /// The resource as the server keeps it. Null where a conditional create found one and the server answered without it: read it by
    /// its <see cref="Id"/>.
    /// </summary>
    public T? Resource { get; }
}
