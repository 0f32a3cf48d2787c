namespace FhirTyped.Pages;

/// <summary>Which paths of a server are below the base address of one: beside it is another tenant, or something that is no FHIR.</summary>
internal static class BasePath
{
    /// <summary>
    /// Whether a path is the base path or below it, segment by segment, whichever way a server reads it: with <c>%2e%2e</c> for two dots, a
    /// <c>%2f</c> for a slash, or <c>..;</c>, as some do.
    /// </summary>
    /// <param name="path">The path as it is sent.</param>
    /// <param name="basePath">The path of the base address.</param>
    public static bool Contains(string basePath, string path)
    {
        var root = SegmentsOf(basePath.TrimEnd('/'));
        var segments = SegmentsOf(path);
        if (segments.Length < root.Length)
        {
            return false;
        }

        var depth = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i].Split(';')[0];
            if (i < root.Length)
            {
                if (segments[i] != root[i] || segment is "." or "..")
                {
                    return false;
                }
            }
            else if (segment == "..")
            {
                if (--depth < 0)
                {
                    return false;
                }
            }
            else if (segment is not ("" or "."))
            {
                depth++;
            }
        }

        return true;
    }

    private static string[] SegmentsOf(string path) => Uri.UnescapeDataString(path).Replace('\\', '/').Split('/');
}
