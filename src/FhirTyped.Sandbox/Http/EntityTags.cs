namespace FhirTyped.Sandbox;

/// <summary>Entity tags (RFC 9110): <c>W/"3"</c>.</summary>
internal static class EntityTags
{
    /// <summary>Whether a list of tags holds a version. Strong tags and bare numbers are taken too, as most servers take them.</summary>
    public static bool Contains(string header, string versionId) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || VersionOf(tag) == versionId);

    private static string VersionOf(string tag) => (tag.StartsWith("W/", StringComparison.OrdinalIgnoreCase) ? tag[2..] : tag).Trim('"');
}
