namespace FhirTyped;

/// <summary>A query type of one resource type.</summary>
public interface IFhirQuery
{
    /// <summary>The resource type that is searched, for example <c>Observation</c>.</summary>
    static abstract string ResourceType { get; }
}
