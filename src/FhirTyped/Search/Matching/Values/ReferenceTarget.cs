using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>A literal reference, taken apart: https://hl7.org/fhir/R4/references.html#literal.</summary>
/// <param name="Url">The reference without a version and without the server's own base: <c>Patient/1</c>, or an absolute URL.</param>
/// <param name="ResourceType">The type that it names; null where it names none.</param>
/// <param name="Id">The id; null where it is no address of a resource.</param>
/// <param name="Version">The version behind <c>_history</c>, or behind the bar of a canonical; null where there is none.</param>
internal sealed record ReferenceTarget(string Url, string? ResourceType, string? Id, string? Version)
{
    /// <summary>Whether it is relative, or was an address of this server.</summary>
    public bool IsLocal => Id is not null && Url.Length == ResourceType!.Length + 1 + Id.Length;

    /// <summary>Takes a reference apart.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="baseUrl">The server's own base, with a slash at the end; empty for none.</param>
    public static ReferenceTarget Parse(string reference, string baseUrl)
    {
        var url = baseUrl.Length > 0 && reference.StartsWith(baseUrl, StringComparison.Ordinal) ? reference[baseUrl.Length..] : reference;
        const string History = "/_history/";
        var history = url.IndexOf(History, StringComparison.Ordinal);
        var bar = history < 0 ? url.IndexOf('|', StringComparison.Ordinal) : -1;
        var version = history >= 0 ? url[(history + History.Length)..] : bar >= 0 ? url[(bar + 1)..] : null;
        var address = history >= 0 ? url[..history] : bar >= 0 ? url[..bar] : url;
        var parts = address.Split('/');
        return parts.Length >= 2 && R4Definitions.IsResourceType(parts[^2]) && parts[^1].Length > 0
            ? new ReferenceTarget(address, parts[^2], parts[^1], version)
            : new ReferenceTarget(address, null, null, version);
    }
}
