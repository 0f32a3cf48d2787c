using FhirTyped.R4;

namespace FhirTyped.Matching;

/// <summary>
/// Codes that terminology resources define or list, whose system stands beside the code or above it: what the expressions of their
/// parameters select is the bare code.
/// </summary>
internal static class DefinedCodes
{
    /// <summary>The codes of a parameter; null where it is none of these.</summary>
    public static List<IndexValue>? Find(Resource resource, SearchParameterDefinition definition)
    {
        Action<List<IndexValue>>? add = (resource, definition.Name) switch
        {
            (CodeSystem system, "code") => values => AddDefined(system, values),
            (ValueSet set, "code") => values => AddListed(set, values),
            (ConceptMap map, "source-code") => values => AddSources(map, values),
            (ConceptMap map, "target-code") => values => AddTargets(map, values),
            _ => null,
        };
        if (add is null)
        {
            return null;
        }

        var codes = new List<IndexValue>();
        add(codes);
        return codes;
    }

    private static void AddDefined(CodeSystem system, List<IndexValue> values)
    {
        foreach (var concept in system.Concept)
        {
            Add(system.Url, concept.Code, values);
        }
    }

    private static void AddListed(ValueSet set, List<IndexValue> values)
    {
        foreach (var contained in set.Expansion?.Contains ?? [])
        {
            Add(contained.System, contained.Code, values);
        }

        foreach (var include in set.Compose?.Include ?? [])
        {
            foreach (var concept in include.Concept)
            {
                Add(include.System, concept.Code, values);
            }
        }
    }

    private static void AddSources(ConceptMap map, List<IndexValue> values)
    {
        foreach (var group in map.Group)
        {
            foreach (var element in group.Element)
            {
                Add(group.Source, element.Code, values);
            }
        }
    }

    private static void AddTargets(ConceptMap map, List<IndexValue> values)
    {
        foreach (var group in map.Group)
        {
            foreach (var target in group.Element.SelectMany(static element => element.Target))
            {
                Add(group.Target, target.Code, values);
            }
        }
    }

    private static void Add(string? system, string? code, List<IndexValue> values)
    {
        if (code is not null)
        {
            values.Add(new TokenIndexValue(system, code));
        }
    }
}
