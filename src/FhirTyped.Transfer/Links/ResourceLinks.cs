using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>
/// The places of a resource at which others may be named, however deep: in backbone elements, lists, contained resources, and extensions, those of primitives too
/// (https://hl7.org/fhir/R4/references.html). The entries of a Bundle that is itself moved refer to each other, and are left as they are.
/// </summary>
internal static class ResourceLinks
{
    /// <summary>All of them that have a text.</summary>
    public static List<ResourceLink> In(Resource resource)
    {
        var links = new List<ResourceLink>();
        Collect(resource, [], links);
        return links;
    }

    private static void Collect(Base element, List<NamedElement> way, List<ResourceLink> links)
    {
        if (element is ResourceReference { Reference: { Length: > 0 } text } reference)
        {
            links.Add(new(LinkKind.Reference, text, [.. way], reference));
        }

        foreach (var child in element.GetElements())
        {
            if (element is Bundle && child.Name == "entry")
            {
                continue;
            }

            way.Add(child);
            if (child.Value is PrimitiveElement { Text: { Length: > 0 } value } primitive && KindOf(primitive.PrimitiveType) is { } kind && !IsOwnName(element, child.Name))
            {
                links.Add(new(kind, value, [.. way], null));
            }

            Collect(child.Value, way, links);
            way.RemoveAt(way.Count - 1);
        }
    }

    private static LinkKind? KindOf(PrimitiveType type) => type switch
    {
        PrimitiveType.Url => LinkKind.Url,
        PrimitiveType.Uri or PrimitiveType.Canonical or PrimitiveType.Oid or PrimitiveType.Uuid => LinkKind.Name,
        _ => null,
    };

    // The name of an extension, and that of a definition itself.
    private static bool IsOwnName(Base owner, string name) => name == "url" && owner is Extension or Resource;
}
