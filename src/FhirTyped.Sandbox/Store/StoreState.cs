using System.Collections.Immutable;

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
    public ResourceVersion? Resolve(string reference)
    {
        var parts = reference.Split('/');
        return parts is [_, _] or [_, _, "_history", _] && Find(parts[0], parts[1]) is { IsDeleted: false } version ? version : null;
    }

    public StoreState With(ResourceVersion version) =>
        new(Shelves.SetItem(version.ResourceType, Shelf(version.ResourceType).With(version)), Writes + 1);
}
