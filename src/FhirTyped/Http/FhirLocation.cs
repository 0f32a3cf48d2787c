using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>
/// What <c>Location</c> and <c>Content-Location</c> say: <c>[base]/[type]/[id]</c>, with <c>/_history/[version]</c> or without
/// (https://hl7.org/fhir/R4/http.html#create). Every such address is read here.
/// </summary>
/// <param name="ResourceType">The resource type, one of FHIR R4.</param>
/// <param name="Id">The id.</param>
/// <param name="VersionId">The version, or null where the address names none.</param>
internal readonly record struct FhirLocation(string ResourceType, string Id, string? VersionId)
{
    private const string History = "_history";

    /// <summary>The type: an id is a patient's.</summary>
    public override string ToString() => $"{nameof(FhirLocation)} of {ResourceType}";

    /// <summary>Reads an address, absolute or relative; null where it is none of a resource.</summary>
    public static FhirLocation? TryParse(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        var end = address.AsSpan().IndexOfAny('?', '#');
        var parts = (end < 0 ? address : address[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Uri.UnescapeDataString(parts[i]);
        }

        // The base may hold a type's name as well, so what counts is read from the end.
        var last = parts.Length;
        string? version = null;
        if (last > 0 && parts[last - 1] == History)
        {
            last--;
        }
        else if (last > 1 && parts[last - 2] == History)
        {
            version = EntityTags.ValidVersionOf(parts[last - 1]);
            last -= 2;
        }

        return last >= 2 && R4Definitions.IsResourceType(parts[last - 2]) && FhirId.IsValid(parts[last - 1])
            ? new FhirLocation(parts[last - 2], parts[last - 1], version)
            : null;
    }
}
