using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>What a reference asks this server for.</summary>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Id">The id.</param>
/// <param name="VersionId">The version, or null for the current one.</param>
internal readonly record struct ReferencedResource(string ResourceType, string Id, string? VersionId)
{
    private const string History = "_history";

    /// <summary>Reads a reference (https://hl7.org/fhir/R4/references.html#literal).</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="baseUrl">The base address of the server that is asked.</param>
    /// <returns>What it asks for, where the status is that of a reference that can be asked for: <see cref="FhirReferenceStatus.Resolved"/>.</returns>
    public static (FhirReferenceStatus Status, ReferencedResource Resource) Read(string? reference, Uri baseUrl)
    {
        if (string.IsNullOrWhiteSpace(reference))
        {
            return (FhirReferenceStatus.Invalid, default);
        }

        if (reference.StartsWith('#') || reference.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
        {
            return (FhirReferenceStatus.Internal, default);
        }

        var path = reference;

        // On Unix a path that begins with a slash is an absolute address of a file to .NET.
        if (!reference.StartsWith('/') && Uri.TryCreate(reference, UriKind.Absolute, out var absolute))
        {
            if (FhirBaseUrl.PathBelow(baseUrl, absolute) is not { } below)
            {
                return (FhirReferenceStatus.Foreign, default);
            }

            if (absolute.Query.Length + absolute.Fragment.Length > 0)
            {
                return (FhirReferenceStatus.Invalid, default);
            }

            path = below;
        }

        return path.Split('/') switch
        {
            [var type, var id] when IsResource(type, id) => (FhirReferenceStatus.Resolved, new(type, id, null)),
            [var type, var id, History, var version] when IsResource(type, id) && FhirId.IsValid(version) => (FhirReferenceStatus.Resolved, new(type, id, version)),
            _ => (FhirReferenceStatus.Invalid, default),
        };
    }

    /// <summary>The type: an id is a patient's.</summary>
    public override string ToString() => $"{nameof(ReferencedResource)} of {ResourceType}";

    private static bool IsResource(string type, string id) => R4Definitions.IsResourceType(type) && FhirId.IsValid(id);
}
