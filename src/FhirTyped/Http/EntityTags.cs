namespace FhirTyped;

/// <summary>Versions as entity tags (RFC 9110): <c>W/"3"</c>, as FHIR writes them (https://hl7.org/fhir/R4/http.html#versioning).</summary>
internal static class EntityTags
{
    /// <summary>The tag of a version, or null where there is none.</summary>
    public static string? Of(string? version) => string.IsNullOrEmpty(version) ? null : "W/\"" + version + "\"";

    /// <summary>The version of a tag, or null where there is none. Strong tags and bare numbers are taken too, as most servers take them.</summary>
    public static string? VersionOf(string? tag) =>
        string.IsNullOrEmpty(tag) ? null : (tag.StartsWith("W/", StringComparison.OrdinalIgnoreCase) ? tag[2..] : tag).Trim('"');

    /// <summary>Whether a list of tags holds a version.</summary>
    public static bool Contains(string header, string versionId) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || VersionOf(tag) == versionId);
}
