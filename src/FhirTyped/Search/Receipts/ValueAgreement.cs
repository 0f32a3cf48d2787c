using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Receipts;

/// <summary>Compares the values of two criteria on the same parameter, by the parameter's type.</summary>
internal sealed class ValueAgreement(ReferenceAgreement references)
{
    /// <summary>The most pairs that are compared one by one; of longer lists only equal ones are found, so that a link costs no more than it is long.</summary>
    private const int MaximumPairs = 50_000;

    /// <summary>Compares two lists of alternatives, as sets: each value needs one of the other's.</summary>
    public Agreement Compare(ParameterPath sentPath, ParameterPath usedPath, IReadOnlyList<string> sent, IReadOnlyList<string> used)
    {
        var sentSet = new HashSet<string>(sent, StringComparer.Ordinal);
        var usedSet = new HashSet<string>(used, StringComparer.Ordinal);
        if (sentPath.Name == usedPath.Name && sentPath.TargetType == usedPath.TargetType && sentSet.SetEquals(usedSet))
        {
            return Agreement.Equal;
        }

        if ((long)sentSet.Count * usedSet.Count > MaximumPairs)
        {
            return Agreement.Unclear;
        }

        var worst = Agreement.Equal;
        foreach (var value in sentSet)
        {
            worst = Worst(worst, Best(usedSet, other => CompareOne(sentPath, usedPath, value, other)));
        }

        foreach (var value in usedSet)
        {
            worst = Worst(worst, Best(sentSet, other => CompareOne(sentPath, usedPath, other, value)));
        }

        return worst;
    }

    private static Agreement Worst(Agreement left, Agreement right) => left > right ? left : right;

    private static Agreement Best(IEnumerable<string> candidates, Func<string, Agreement> compare)
    {
        var best = Agreement.Different;
        foreach (var candidate in candidates)
        {
            var agreement = compare(candidate);
            best = agreement < best ? agreement : best;
        }

        return best;
    }

    private Agreement CompareOne(ParameterPath sentPath, ParameterPath usedPath, string sent, string used) => sentPath.Modifier switch
    {
        "missing" => sent == used && sentPath.TargetType == usedPath.TargetType ? Agreement.Equal : Agreement.Different,
        "exact" or "in" or "not-in" or "of-type" => Exactly(sent, used, Agreement.Different),
        "contains" or "text" => CompareStrings(sent, used),
        "identifier" => Worst(sentPath.TargetType == usedPath.TargetType ? Agreement.Equal : Agreement.Unclear, TokenAgreement.Compare("", sent, used)),
        _ => CompareByType(sentPath.Definition, sentPath.Type, sentPath, usedPath, sent, used),
    };

    private Agreement CompareByType(
        SearchParameterDefinition? definition, SearchParameterType? type, ParameterPath sentPath, ParameterPath usedPath, string sent, string used) => type switch
        {
            SearchParameterType.String => CompareStrings(sent, used),
            SearchParameterType.Token => TokenAgreement.Compare(sentPath.Modifier, sent, used),
            SearchParameterType.Reference when sentPath.Modifier is "below" or "above" => Exactly(sent, used, Agreement.Different),
            SearchParameterType.Reference => references.Compare(sentPath, usedPath, sent, used),
            SearchParameterType.Date => DateAgreement.Compare(sent, used),
            SearchParameterType.Number => NumberAgreement.Compare(sent, used),
            SearchParameterType.Quantity => NumberAgreement.CompareQuantities(sent, used),
            SearchParameterType.Uri => Exactly(sent, used, Agreement.Different),
            SearchParameterType.Composite when definition is { Components.Length: > 0 } => CompareComposites(definition, sentPath, usedPath, sent, used),

            // What the parameter means is not known, so neither is what other values of it mean.
            _ => Exactly(sent, used, Agreement.Unclear),
        };

    private Agreement CompareComposites(
        SearchParameterDefinition definition, ParameterPath sentPath, ParameterPath usedPath, string sent, string used)
    {
        var sentParts = SearchEscaping.Split(sent, '$');
        var usedParts = SearchEscaping.Split(used, '$');
        if (sentParts.Count != definition.Components.Length || usedParts.Count != sentParts.Count)
        {
            return Exactly(sent, used, Agreement.Different);
        }

        var worst = Agreement.Equal;
        for (var i = 0; i < sentParts.Count; i++)
        {
            var part = definition.Components[i].Definition;
            worst = Worst(worst, part.Type == SearchParameterType.Composite
                ? Exactly(sentParts[i], usedParts[i], Agreement.Different)
                : CompareByType(part, part.Type, sentPath, usedPath, sentParts[i], usedParts[i]));
        }

        return worst;
    }

    private static Agreement CompareStrings(string sent, string used) =>
        TextFolding.Fold(SearchEscaping.Unescape(sent)) == TextFolding.Fold(SearchEscaping.Unescape(used)) ? Agreement.Equal : Agreement.Different;

    private static Agreement Exactly(string sent, string used, Agreement otherwise) =>
        SearchEscaping.Unescape(sent) == SearchEscaping.Unescape(used) ? Agreement.Equal : otherwise;
}
