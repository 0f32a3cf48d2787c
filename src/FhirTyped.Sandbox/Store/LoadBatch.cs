using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Resources on their way into the store, and the references between them.</summary>
internal sealed class LoadBatch
{
    private readonly List<Resource> _resources = [];
    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);

    /// <summary>Adds a resource, or the entries of a Bundle. It is taken over.</summary>
    /// <exception cref="FhirException">It is of no resource type of FHIR R4.</exception>
    public void Add(Resource resource)
    {
        if (resource is Bundle bundle && bundle.Type?.Text is not ("document" or "message"))
        {
            foreach (var entry in bundle.Entry)
            {
                AddEntry(entry);
            }

            return;
        }

        if (resource is UnknownResource)
        {
            throw new FhirException("This is no resource of FHIR R4: it has no resourceType, or one that R4 does not know.");
        }

        if (resource.Id is null || !FhirRoute.IsId(resource.Id))
        {
            resource.Id = WriteHandler.NewId();
        }

        _resources.Add(resource);
    }

    /// <summary>Stores them all at once.</summary>
    /// <returns>How many there are now of them; a resource that came twice counts once.</returns>
    public int StoreIn(SandboxServer server)
    {
        return server.Store.Write(draft =>
        {
            var conditional = new List<Resource>();
            foreach (var resource in _resources)
            {
                var isConditional = false;
                ReferenceRewriter.Rewrite(resource, reference =>
                {
                    isConditional |= ConditionalReference.Is(reference);
                    return _references.GetValueOrDefault(reference);
                });
                if (isConditional)
                {
                    conditional.Add(resource);
                }

                draft.Write(resource);
            }

            ResolveConditional(server, draft, conditional);
            return _resources.Select(static resource => (resource.TypeName, resource.Id)).Distinct().Count();
        });
    }

    private void AddEntry(BundleEntry entry)
    {
        if (entry.Resource is not { } resource)
        {
            return;
        }

        Add(resource);
        if (entry.FullUrl is { Length: > 0 } fullUrl && resource.Id is not null)
        {
            _references[fullUrl] = resource.TypeName + "/" + resource.Id;
        }
    }

    /// <summary>References by identifier, <c>Organization?identifier=system|value</c>: nobody has read these resources yet, so they are changed in place.</summary>
    private static void ResolveConditional(SandboxServer server, StoreDraft draft, List<Resource> resources)
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            ReferenceRewriter.Rewrite(resource, reference =>
            {
                if (!ConditionalReference.Is(reference))
                {
                    return null;
                }

                if (!known.TryGetValue(reference, out var found))
                {
                    known[reference] = found = ConditionalReference.Resolve(server, draft.State, reference);
                }

                return found;
            });
        }
    }
}
