using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>One generator of a dataset.</summary>
internal sealed record DatasetNode(string Name, ResourceGenerator Generator, int Minimum, int Maximum)
{
    /// <summary>For each resource of which other one its own are made; null for the base and the shared ones.</summary>
    public DatasetDependency? Parent { get; init; }

    /// <summary>To which others its resources refer besides.</summary>
    public List<DatasetDependency> Links { get; } = [];

    /// <summary>Whether its resources are made once, for all base resources.</summary>
    public bool IsShared { get; init; }

    /// <summary>All on which it depends.</summary>
    public IEnumerable<DatasetDependency> Dependencies => Parent is null ? Links : Links.Prepend(Parent);
}
