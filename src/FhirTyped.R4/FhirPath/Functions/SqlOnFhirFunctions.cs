namespace FhirTyped.R4.FhirPath;

/// <summary>
/// The functions that SQL on FHIR adds: the key of a resource, and the equal key of a reference to it. The key is the id.
/// <see href="https://sql-on-fhir.org/ig/StructureDefinition-ViewDefinition.html"/>
/// </summary>
internal static class SqlOnFhirFunctions
{
    private const string UuidPrefix = "urn:uuid:";

    public static readonly FunctionDefinition[] All =
    [
        new("getResourceKey", 0, 0, ResourceKey),
        new("getReferenceKey", 0, 1, ReferenceKey, TakesType: true),
    ];

    private static void ResourceKey(FunctionCall call)
    {
        foreach (var item in call.Input)
        {
            if (item.Element is not Resource resource)
            {
                throw call.Error("'getResourceKey' needs a resource.");
            }

            if (resource.Id is { } id)
            {
                call.Add(id);
            }
        }
    }

    private static void ReferenceKey(FunctionCall call)
    {
        var type = ((TypeSpecifier?)call.Node.Type)?.Name;
        foreach (var item in call.Input)
        {
            if (item.Element is not ResourceReference reference)
            {
                throw call.Error("'getReferenceKey' needs a Reference.");
            }

            if (KeyOf(reference, type) is { } key)
            {
                call.Add(key);
            }
        }
    }

    // Absolute references may be those of another server, where the same id is somebody else: they have no key, nor have contained and
    // logical ones.
    private static string? KeyOf(ResourceReference reference, string? type)
    {
        if (reference.Reference is not { } url)
        {
            return null;
        }

        if (url.StartsWith(UuidPrefix, StringComparison.Ordinal))
        {
            return type is null || reference.Type == type ? url[UuidPrefix.Length..] : null;
        }

        var parts = ReferenceUrl.Parse(url);
        return parts.Kind == ReferenceKind.Relative && (type is null || parts.ResourceType == type) ? parts.Id : null;
    }
}
