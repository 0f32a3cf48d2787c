using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Writes that become visible together, or not at all.</summary>
internal sealed class StoreDraft(StoreState state, TimeProvider clock, Func<string, bool> isVersioned, Func<long> nextStamp)
{
    public StoreState State { get; private set; } = state;

    /// <summary>A draft that begins with what this one holds, to try out what will not be kept.</summary>
    public StoreDraft Fork() => new(State, clock, isVersioned, nextStamp);

    /// <summary>Writes a new version of a resource, or its first.</summary>
    /// <param name="resource">The resource with its id. It is taken over: the caller must not change it any more.</param>
    public ResourceVersion Write(Resource resource)
    {
        var type = resource.TypeName;
        var before = State.Find(type, resource.Id!);
        var number = (before?.Number ?? 0) + 1;
        var now = clock.GetUtcNow();
        var meta = resource.Meta ??= new Meta();
        meta.VersionId = isVersioned(type) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        meta.LastUpdated = new FhirInstant(now);
        var interaction = before is null or { IsDeleted: true } ? FhirInteraction.Create : FhirInteraction.Update;
        return Add(new(type, resource.Id!, number, State.Writes, now, interaction, resource) { Stamp = nextStamp(), Earlier = State.Shelf(type).Newest });
    }

    /// <summary>Deletes a resource that exists; its versions stay.</summary>
    public ResourceVersion Delete(ResourceVersion before) =>
        Add(new(before.ResourceType, before.Id, before.Number + 1, State.Writes, clock.GetUtcNow(), FhirInteraction.Delete, null)
        {
            Stamp = nextStamp(),
            Earlier = State.Shelf(before.ResourceType).Newest,
        });

    private ResourceVersion Add(ResourceVersion version)
    {
        State = State.With(version);
        return version;
    }
}
