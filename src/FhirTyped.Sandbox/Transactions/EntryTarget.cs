namespace FhirTyped.Sandbox;

/// <summary>The resource to which an entry of a transaction leads.</summary>
/// <param name="ResourceType">Its type.</param>
/// <param name="Id">Its id, which may just have been given.</param>
/// <param name="VersionId">The version that it will have, or null where the platform keeps none.</param>
internal sealed record EntryTarget(string ResourceType, string Id, string? VersionId);
