using FhirTyped.Capabilities;

namespace FhirTyped.Matching;

/// <summary>Criteria whose parts must hold for one and the same element: https://hl7.org/fhir/R4/search.html#composite.</summary>
internal static class CompositeMatch
{
    public static ValueMatch? TryCreate(string escaped, SearchParameterDefinition definition, Func<SearchParameterDefinition, string, ValueMatch?> create)
    {
        var parts = SearchEscaping.Split(escaped, '$');
        if (parts.Count != definition.Components.Length)
        {
            return null;
        }

        var matches = new ValueMatch[parts.Count];
        for (var i = 0; i < matches.Length; i++)
        {
            if (create(definition.Components[i].Definition, parts[i]) is not { } match)
            {
                return null;
            }

            matches[i] = match;
        }

        return value => value is CompositeIndexValue held && HoldsAll(matches, held.Parts);
    }

    private static bool HoldsAll(ValueMatch[] matches, IReadOnlyList<IndexValue>[] parts)
    {
        for (var i = 0; i < matches.Length; i++)
        {
            if (!HoldsAny(matches[i], parts[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsAny(ValueMatch match, IReadOnlyList<IndexValue> values)
    {
        foreach (var value in values)
        {
            if (match(value))
            {
                return true;
            }
        }

        return false;
    }
}
