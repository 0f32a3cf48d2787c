using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>The keys of references: their address without a version, the id of those to this server, and their identifier.</summary>
internal static class ReferenceKeys
{
    public static void Add(ReferenceIndexValue value, IIndexKeys keys)
    {
        if (value.Target is { } target)
        {
            keys.Add(OfUrl(target.Url));
            if (target.Id is { } id)
            {
                keys.Add(OfId(id));
            }
        }

        if (value.Identifier is { } identifier)
        {
            TokenKeys.Add(new TokenIndexValue(identifier.System, identifier.Value), keys);
        }
    }

    public static IndexRange[]? FindRanges(string escaped, string modifier, string baseUrl)
    {
        switch (modifier)
        {
            case "identifier":
                return TokenKeys.FindRanges(escaped, "");
            case "text" or "below":
                return null;
            default:
                var text = SearchEscaping.Unescape(escaped);
                return [IndexRange.Of(OfUrl(ReferenceTarget.Parse(text, baseUrl).Url)), IndexRange.Of(OfId(text))];
        }
    }

    /// <summary>The range of what refers to a resource of this server.</summary>
    public static IndexRange To(string resourceType, string id) => IndexRange.Of(OfUrl(resourceType + "/" + id));

    /// <summary>The range of what refers as another reference does, whatever the version.</summary>
    public static IndexRange To(ReferenceTarget target) => IndexRange.Of(OfUrl(target.Url));

    private static int OfUrl(string url) => IndexKeys.Of('u', url);

    private static int OfId(string id) => IndexKeys.Of('i', id);
}
