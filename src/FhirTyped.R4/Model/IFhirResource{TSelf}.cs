namespace FhirTyped.R4;

/// <summary>A concrete resource type, so that generic code knows its name without reflection.</summary>
/// <typeparam name="TSelf">The resource type itself.</typeparam>
public interface IFhirResource<TSelf>
    where TSelf : Resource, IFhirResource<TSelf>
{
    /// <summary>The name of the type in the standard, as it stands in URLs: <c>Patient</c>.</summary>
    static abstract string ResourceType { get; }
}
