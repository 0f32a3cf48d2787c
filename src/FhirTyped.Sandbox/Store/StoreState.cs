using System.Collections.Immutable;
using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>All resources at one moment. Immutable.</summary>
/// <param name="Shelves">The resources by their type.</param>
/// <param name="Writes">How many writes led here.</param>
internal sealed record StoreState(ImmutableDictionary<string, ResourceShelf> Shelves, long Writes)
{
    public static StoreState Empty { get; } = new(ImmutableDictionary.Create<string, ResourceShelf>(StringComparer.Ordinal), 0);

    public ResourceShelf Shelf(string resourceType) => Shelves.GetValueOrDefault(resourceType) ?? ResourceShelf.Empty;

    /// <summary>The newest version of a resource, which may be its deletion; null where it never existed.</summary>
    public ResourceVersion? Find(string resourceType, string id) => Shelf(resourceType).VersionsOf(id) is { Count: > 0 } versions ? versions[^1] : null;

    /// <summary>The resource that a relative reference (<c>Patient/1</c>) names, or null.</summary>
    public ResourceVersion? Resolve(string reference) => Resolve(ReferenceTarget.Parse(reference, ""));

    /// <summary>
    /// The resource to which a reference of this server leads, as it is now, or the one that has a canonical as its <c>url</c>; null where
    /// there is none. An absolute reference to another server leads to nothing here, be there a resource of the same type and id.
    /// </summary>
    public ResourceVersion? Resolve(ReferenceTarget target) =>
        (target.Canonical is not null ? CanonicalIndex.Find(this, target) : null)
        ?? (target.IsLocal && Find(target.ResourceType!, target.Id!) is { IsDeleted: false } version ? version : null);

    /// <summary>What <see cref="Resolve(ReferenceTarget)"/> finds, and of a reference to a version that version; null where there is no such version.</summary>
    public ResourceVersion? ResolveVersion(ReferenceTarget target) =>
        Resolve(target) is not { } current ? null
        : target.Version is null || target.Canonical is not null ? current
        : Shelf(current.ResourceType).VersionsOf(current.Id).Find(version => !version.IsDeleted && version.VersionId == target.Version);

    public StoreState With(ResourceVersion version) =>
        new(Shelves.SetItem(version.ResourceType, Shelf(version.ResourceType).With(version)), Writes + 1);
}
