using System.Buffers;

namespace FhirTyped;

/// <summary>
/// Versions, which stand in <c>meta.versionId</c> as <c>3</c> and in headers as entity tags, <c>W/"3"</c>
/// (https://hl7.org/fhir/R4/http.html#versioning, RFC 9110 section 8.8.3). Every version is read and written here.
/// </summary>
internal static class EntityTags
{
    /// <summary>FHIR allows 64 characters; servers whose versions are opaque tags of their own go beyond.</summary>
    private const int MaximumLength = 256;

    // What may stand between the quotation marks of a tag, but for what is no ASCII.
    private static readonly SearchValues<char> Opaque = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>
    /// The version of a tag or of <c>meta.versionId</c>: <c>W/"3"</c>, <c>"3"</c> and <c>3</c> are one, as servers write all three in both places.
    /// Null where there is none; what is no version at all comes out as it is, for <see cref="IsVersion"/> to refuse.
    /// </summary>
    public static string? VersionOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var tag = text.AsSpan().Trim(' ');
        tag = tag.StartsWith("W/", StringComparison.OrdinalIgnoreCase) && tag.EndsWith("\"") ? tag[2..] : tag;
        tag = tag.Length >= 2 && tag[0] == '"' && tag[^1] == '"' ? tag[1..^1] : tag;
        return tag.IsEmpty ? null : tag.Length == text.Length ? text : tag.ToString();
    }

    /// <summary>Whether a version can stand in a header: visible ASCII without quotation marks, so that it ends where its tag ends.</summary>
    public static bool IsVersion(string version) => version.Length is > 0 and <= MaximumLength && !version.AsSpan().ContainsAnyExcept(Opaque);

    /// <summary>The version of a server's answer, or null where it gives none that can be sent back.</summary>
    public static string? ValidVersionOf(string? text) => VersionOf(text) is { } version && IsVersion(version) ? version : null;

    /// <summary>The tag of a version that is already read, or null where there is none.</summary>
    public static string? Of(string? version) => version is null ? null : "W/\"" + version + "\"";

    /// <summary>Whether a list of tags holds a version.</summary>
    public static bool Contains(string header, string versionId) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || VersionOf(tag) == versionId);

    /// <summary>The version that a write is meant for, read from what the caller gave; null where there is none.</summary>
    /// <param name="text">The version in whatever form.</param>
    /// <param name="place">Where it stands, for example <c>Patient.meta.versionId</c>.</param>
    /// <param name="parameterName">The caller's parameter.</param>
    /// <exception cref="ArgumentException">It is no version: sent, it could become a header of its own.</exception>
    public static string? RequireVersion(string? text, string place, string parameterName) => VersionOf(text) is not { } version || IsVersion(version)
        ? VersionOf(text)
        : throw new ArgumentException(
            $"{place} is no version: a version holds visible ASCII characters without quotation marks, {MaximumLength} at most. Nothing was sent.", parameterName);
}
