namespace FhirTyped.R4;

/// <summary>
/// The text of a reference in its parts. An immutable value; the default is an empty reference.
/// <see href="https://hl7.org/fhir/R4/references.html#literal"/>
/// </summary>
public readonly record struct ReferenceUrl
{
    private ReferenceUrl(ReferenceKind kind, string text, string? baseUrl, string? resourceType, string? id, string? versionId)
    {
        Kind = kind;
        Text = text;
        BaseUrl = baseUrl;
        ResourceType = resourceType;
        Id = id;
        VersionId = versionId;
    }

    /// <summary>The form.</summary>
    public ReferenceKind Kind { get; }

    /// <summary>The whole text, as it was given.</summary>
    public string? Text { get; }

    /// <summary>The server's base URL without a slash at the end, of an absolute reference; else null.</summary>
    public string? BaseUrl { get; }

    /// <summary>The resource type of a relative or absolute reference; else null.</summary>
    public string? ResourceType { get; }

    /// <summary>The id: of the resource, or of the contained resource without <c>#</c>; else null.</summary>
    public string? Id { get; }

    /// <summary>The version of a versioned reference (<c>Patient/123/_history/4</c>); else null.</summary>
    public string? VersionId { get; }

    /// <summary>Takes a reference apart. Anything can be: what has no known form is <see cref="ReferenceKind.Other"/>.</summary>
    public static ReferenceUrl Parse(string? reference)
    {
        if (string.IsNullOrEmpty(reference))
        {
            return default;
        }

        if (reference[0] == '#')
        {
            return new ReferenceUrl(ReferenceKind.Contained, reference, null, null, reference[1..], null);
        }

        if (reference.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
        {
            return new ReferenceUrl(ReferenceKind.Urn, reference, null, null, null, null);
        }

        var isAbsolute = reference.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || reference.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

        // From the end: [base/]Type/id[/_history/version].
        var rest = reference.AsSpan();
        var last = TakeSegment(ref rest);
        string? version = null;
        if (IsId(last) && LastSegment(rest) is "_history")
        {
            version = last.ToString();
            TakeSegment(ref rest);
            last = TakeSegment(ref rest);
        }

        var type = TakeSegment(ref rest);
        if (!IsId(last) || !FhirResources.IsResourceType(type.ToString()) || (rest.IsEmpty == isAbsolute))
        {
            return new ReferenceUrl(ReferenceKind.Other, reference, null, null, null, null);
        }

        return isAbsolute
            ? new ReferenceUrl(ReferenceKind.Absolute, reference, rest.ToString(), type.ToString(), last.ToString(), version)
            : new ReferenceUrl(ReferenceKind.Relative, reference, null, type.ToString(), last.ToString(), version);
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => Text ?? "";

    private static ReadOnlySpan<char> LastSegment(ReadOnlySpan<char> path) => path[(path.LastIndexOf('/') + 1)..];

    private static ReadOnlySpan<char> TakeSegment(ref ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        var segment = path[(slash + 1)..];
        path = slash < 0 ? default : path[..slash];
        return segment;
    }

    private static bool IsId(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
            {
                return false;
            }
        }

        return text.Length is > 0 and <= 64;
    }
}
