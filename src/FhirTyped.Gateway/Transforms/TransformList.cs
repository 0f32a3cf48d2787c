namespace FhirTyped.Gateway;

/// <summary>Which transforms and aggregates are served.</summary>
internal sealed class TransformList
{
    private readonly SortedSet<string> _transforms = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _aggregates = new(StringComparer.Ordinal);

    /// <summary>The resource types of transforms.</summary>
    public IReadOnlyCollection<string> Transforms => _transforms;

    /// <summary>The resource types of aggregates.</summary>
    public IReadOnlyCollection<string> Aggregates => _aggregates;

    /// <summary>Adds one.</summary>
    public void AddTransform(string resourceType) => _transforms.Add(resourceType);

    /// <summary>Adds one.</summary>
    public void AddAggregate(string resourceType) => _aggregates.Add(resourceType);
}
