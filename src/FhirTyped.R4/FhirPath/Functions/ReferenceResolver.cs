namespace FhirTyped.R4.FhirPath;

/// <summary>Finds what a reference points to. <see href="https://hl7.org/fhir/R4/references.html"/></summary>
internal static class ReferenceResolver
{
    /// <summary>The target: contained, in the Bundle, or from the context's resolver; null where it is not to be had.</summary>
    public static Base? Find(EvaluationRun run, string url, int position)
    {
        if (url.StartsWith('#'))
        {
            return FindContained(run, run.RootResource, url[1..], position) ?? FindContained(run, run.Resource, url[1..], position);
        }

        return (run.RootResource is Bundle bundle ? run.Targets.Find(run, bundle, url, position) : null) ?? run.Context.Resolver?.Invoke(url);
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

    // An empty fragment is the container itself.
    private static Base? FindContained(EvaluationRun run, Resource? root, string id, int position) => id.Length == 0
        ? root
        : root is DomainResource container ? run.Targets.Find(run, container, id, position) : null;
}
