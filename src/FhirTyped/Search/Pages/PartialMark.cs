using FhirTyped.R4;

namespace FhirTyped.Pages;

/// <summary>
/// The tag by which a resource that was fetched in part is known (https://hl7.org/fhir/R4/search.html#elements). Servers ought to set it and often
/// do not, so the client sets it on whatever came by a request for parts. It stays with the resource where that is copied, or kept as JSON.
/// </summary>
internal static class PartialMark
{
    private const string System = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private const string Code = "SUBSETTED";

    /// <summary>Whether a resource is marked. Servers are not strict about the system.</summary>
    public static bool IsOn(Resource resource) =>
        resource.Meta?.Tag.Exists(static tag => string.Equals(tag.Code, Code, StringComparison.OrdinalIgnoreCase)) == true;

    /// <summary>Marks all resources of a page, those that came along as well: which of the two a server cuts differs.</summary>
    public static void SetOnAll(Bundle bundle)
    {
        foreach (var entry in bundle.Entry)
        {
            if (entry.Resource is { } resource and not OperationOutcome && !IsOn(resource))
            {
                (resource.Meta ??= new Meta()).Tag.Add(new Coding { System = System, Code = Code });
            }
        }
    }
}
