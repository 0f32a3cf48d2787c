using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>
/// The keys of values, and where values of criteria look for them. Both sides fold and take apart with what the matches themselves use, so
/// that a value which fulfils a criterion always has a key in one of its ranges.
/// </summary>
internal static class IndexKeys
{
    /// <summary>Gives the keys of a value; a value of a type that has no index gives none.</summary>
    public static void Add(IndexValue value, IIndexKeys keys)
    {
        switch (value)
        {
            case ReferenceIndexValue reference:
                ReferenceKeys.Add(reference, keys);
                break;
            case TokenIndexValue token:
                TokenKeys.Add(token, keys);
                break;
            case StringIndexValue text:
                keys.AddText(text.Folded);
                break;
            case DateIndexValue time:
                DateKeys.Add(time, keys);
                break;
            case UriIndexValue uri:
                keys.AddText(uri.Uri);
                if (uri.IsCanonical && uri.Unversioned is var url && url != uri.Uri)
                {
                    keys.AddText(url);
                }

                break;
            case CompositeIndexValue composite:
                foreach (var part in composite.Parts[0])
                {
                    Add(part, keys);
                }

                break;
        }
    }

    /// <summary>Where the values are that may fulfil a value of a criterion; null where any may.</summary>
    /// <param name="definition">The parameter.</param>
    /// <param name="modifier">The modifier; empty for none.</param>
    /// <param name="escaped">The value as it was sent.</param>
    /// <param name="baseUrl">The server's own base, with a slash at the end; empty for none.</param>
    public static IndexRange[]? FindRanges(SearchParameterDefinition definition, string modifier, string escaped, string baseUrl) => definition.Type switch
    {
        SearchParameterType.Reference => ReferenceKeys.FindRanges(escaped, modifier, baseUrl),
        SearchParameterType.Token => TokenKeys.FindRanges(escaped, modifier),
        SearchParameterType.String => FindText(escaped, modifier),
        SearchParameterType.Date when modifier.Length == 0 => DateKeys.FindRanges(escaped),
        SearchParameterType.Uri => FindUri(escaped, modifier),
        // The parts hold for one element, so what fulfils the first of them is enough to look at.
        SearchParameterType.Composite when modifier.Length == 0 =>
            FindRanges(definition.Components[0].Definition, "", SearchEscaping.Split(escaped, '$')[0], baseUrl),
        _ => null,
    };

    /// <summary>A key of one kind; equal texts have equal keys, and others hardly ever.</summary>
    /// <param name="kind">The kind: keys of different kinds are not mixed up.</param>
    /// <param name="text">The text.</param>
    /// <param name="comparison">What makes texts equal.</param>
    public static int Of(char kind, string text, StringComparison comparison = StringComparison.Ordinal) =>
        HashCode.Combine(kind, string.GetHashCode(text, comparison));

    private static IndexRange[]? FindText(string escaped, string modifier)
    {
        var folded = TextFolding.Fold(SearchEscaping.Unescape(escaped));
        return (modifier, folded.Length) switch
        {
            ("exact", _) => [IndexRange.Same(folded)],
            ("", > 0) => [IndexRange.Beginning(folded)],
            _ => null,
        };
    }

    private static IndexRange[]? FindUri(string escaped, string modifier)
    {
        var uri = SearchEscaping.Unescape(escaped);
        return modifier switch
        {
            "" => [IndexRange.Same(uri)],
            "below" => [IndexRange.Beginning(ReferenceTarget.Parse(uri, "").Url)],
            _ => null,
        };
    }
}
