namespace FhirTyped.R4.FhirPath;

/// <summary>
/// Finds what a reference points to: <see href="https://hl7.org/fhir/R4/references.html"/>, and within Bundles
/// <see href="https://hl7.org/fhir/R4/bundle.html#references"/>.
/// </summary>
internal static class ReferenceResolver
{
    /// <summary>The target: contained, in the Bundle, or from the context's resolver; null where it is not to be had.</summary>
    /// <param name="run">The evaluation.</param>
    /// <param name="url">The reference, canonical or URI.</param>
    /// <param name="reference">The Reference that has it; null of a canonical or URI.</param>
    /// <param name="position">Where the expression asks.</param>
    public static Base? Find(EvaluationRun run, string url, ResourceReference? reference, int position)
    {
        if (url.StartsWith('#'))
        {
            return FindContained(run, url[1..], reference, position);
        }

        var address = ReferenceUrl.Parse(url);
        if (run.RootResource is not Bundle root)
        {
            return run.Context.Resolver?.Invoke(url);
        }

        if (address.Kind == ReferenceKind.Relative)
        {
            var home = HomeOf(run, root, reference, position);
            if (ReferenceUrl.Parse(home?.Entry?.FullUrl) is not { Kind: ReferenceKind.Absolute, BaseUrl: { } baseUrl })
            {
                // Relative to nothing: no entry is meant.
                return run.Context.Resolver?.Invoke(url);
            }

            url = baseUrl + "/" + url;
            address = ReferenceUrl.Parse(url);
            return FindEntry(run, home!.Bundle ?? root, address, position) ?? run.Context.Resolver?.Invoke(url);
        }

        return FindEntry(run, root, address, position)
            ?? (reference is null ? FindCanonical(run, root, url, position) : FindInInnermost(run, root, address, reference, position))
            ?? run.Context.Resolver?.Invoke(url);
    }

    /// <summary>An empty resource of the type that a reference names; null where it names none.</summary>
    public static Base? Assume(ResourceReference? reference, FhirPathValue item)
    {
        var type = reference?.Type ?? TypeIn(reference?.Reference ?? item.AsString());
        return type is null ? null : new UnknownResource(type);
    }

    /// <summary>The resource type in a literal reference: before the id, and before a version.</summary>
    public static string? TypeIn(string? url)
    {
        if (string.IsNullOrEmpty(url) || url[0] == '#')
        {
            return null;
        }

        var history = url.IndexOf("/_history/", StringComparison.Ordinal);
        var path = history < 0 ? url : url[..history];
        var id = path.LastIndexOf('/');
        if (id <= 0)
        {
            return null;
        }

        var type = path[(path.LastIndexOf('/', id - 1) + 1)..id];
        return FhirCodes.TryParse<FhirAllTypes>("http://hl7.org/fhir/resource-types", type, out _) ? type : null;
    }

    // A version is taken from the address before it is looked for, and then compared with that of the resource.
    private static Resource? FindEntry(EvaluationRun run, Bundle bundle, ReferenceUrl address, int position)
    {
        var fullUrl = address.Kind == ReferenceKind.Absolute ? $"{address.BaseUrl}/{address.ResourceType}/{address.Id}" : address.Text ?? "";
        return run.Targets.FindEntry(run, bundle, fullUrl, address.VersionId, position);
    }

    private static Resource? FindInInnermost(EvaluationRun run, Bundle root, ReferenceUrl address, ResourceReference reference, int position) =>
        run.Targets.HomeOf(run, reference, position)?.Bundle is { } bundle && bundle != root ? FindEntry(run, bundle, address, position) : null;

    // url|version#fragment
    private static Resource? FindCanonical(EvaluationRun run, Bundle bundle, string canonical, int position)
    {
        var hash = canonical.IndexOf('#', StringComparison.Ordinal);
        var address = hash < 0 ? canonical : canonical[..hash];
        var bar = address.IndexOf('|', StringComparison.Ordinal);
        var target = run.Targets.FindCanonical(run, bundle, bar < 0 ? address : address[..bar], bar < 0 ? null : address[(bar + 1)..], position);
        return hash < 0 ? target : target is DomainResource container ? run.Targets.FindContained(run, container, canonical[(hash + 1)..], position) : null;
    }

    // An empty fragment is the container itself.
    private static Resource? FindContained(EvaluationRun run, string id, ResourceReference? reference, int position)
    {
        if (run.RootResource is Bundle or Parameters && HomeOf(run, run.RootResource, reference, position) is { } home)
        {
            return FindContainedIn(run, home.Resource, id, position);
        }

        return FindContainedIn(run, run.RootResource, id, position) ?? FindContainedIn(run, run.Resource, id, position);
    }

    private static Resource? FindContainedIn(EvaluationRun run, Resource? root, string id, int position) => id.Length == 0
        ? root
        : root is DomainResource container ? run.Targets.FindContained(run, container, id, position) : null;

    // Of a text it is not known where it stands: then the resource of the evaluation is meant, where it is an entry's.
    private static ReferenceHome? HomeOf(EvaluationRun run, Resource root, ResourceReference? reference, int position)
    {
        if (reference is not null && run.Targets.HomeOf(run, reference, position) is { } home)
        {
            return home;
        }

        return root is Bundle bundle && run.Resource is { } resource && resource != root ? run.Targets.HomeOfResource(run, bundle, resource, position) : null;
    }
}
