using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Writes that become visible together, or not at all. Each is refused where the writer's access does not permit it.</summary>
internal sealed class StoreDraft(StoreState state, Access access, TimeProvider clock, Func<string, bool> isVersioned, Func<long> nextStamp)
{
    /// <summary>All resources, also those that are hidden from the writer.</summary>
    public StoreState Whole { get; private set; } = state;

    /// <summary>The resources as far as the writer may do anything with them.</summary>
    public StoreState State => access.View(Whole, Access.Any);

    /// <summary>A draft that begins with what this one holds, to try out what will not be kept.</summary>
    public StoreDraft Fork() => new(Whole, access, clock, isVersioned, nextStamp);

    /// <summary>Writes a new version of a resource, or its first.</summary>
    /// <param name="resource">The resource with its id. It is taken over: the caller must not change it any more.</param>
    public ResourceVersion Write(Resource resource)
    {
        var type = resource.TypeName;
        var before = Whole.Find(type, resource.Id!);
        access.DemandWrite(Whole, before is { IsDeleted: false } ? before : null, resource);
        var number = (before?.Number ?? 0) + 1;
        var now = clock.GetUtcNow();
        var meta = resource.Meta ??= new Meta();
        meta.VersionId = isVersioned(type) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        meta.LastUpdated = new FhirInstant(now);
        var interaction = before is null or { IsDeleted: true } ? FhirInteraction.Create : FhirInteraction.Update;
        return Add(new(type, resource.Id!, number, Whole.Writes, now, interaction, resource) { Stamp = nextStamp(), Earlier = Whole.Shelf(type).Newest });
    }

    /// <summary>Deletes a resource that exists; its versions stay.</summary>
    public ResourceVersion Delete(ResourceVersion before)
    {
        access.DemandWrite(Whole, before, null);
        return Add(new(before.ResourceType, before.Id, before.Number + 1, Whole.Writes, clock.GetUtcNow(), FhirInteraction.Delete, null)
        {
            Stamp = nextStamp(),
            Earlier = Whole.Shelf(before.ResourceType).Newest,
        });
    }

    private ResourceVersion Add(ResourceVersion version)
    {
        Whole = Whole.With(version);
        return version;
    }
}
