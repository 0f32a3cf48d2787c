using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Terminology operations over the code systems, value sets and concept maps that were loaded: nothing is known beside them.</summary>
internal sealed class Terminology(StoreState state)
{
    /// <summary><c>$expand</c>.</summary>
    public ValueSet Expand(string url, string? filter, int offset, int? count, DateTimeOffset now)
    {
        var set = (ValueSet)FindValueSet(url).DeepClone();
        var all = Codes(set).Where(code => filter is null || (code.Display ?? code.Code ?? "").Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        set.Expansion = new ValueSetExpansion { Timestamp = new FhirDateTime(now), Total = all.Count, Offset = offset };
        foreach (var code in all.Skip(offset).Take(count ?? int.MaxValue))
        {
            set.Expansion.Contains.Add(new ValueSetExpansionContains { System = code.System, Code = code.Code, Display = code.Display });
        }

        return set;
    }

    /// <summary><c>$lookup</c>.</summary>
    public Parameters Lookup(Coding coding)
    {
        var system = FindCodeSystem(coding.System);
        var concept = ConceptsOf(system.Concept).FirstOrDefault(concept => concept.Code == coding.Code)
            ?? throw new RefusedException(HttpStatusCode.NotFound, IssueType.NotFound, "The code system has no such code.");
        var answer = new Parameters().Add("name", new StringElement(system.Name ?? system.Url ?? ""));
        Add(answer, "version", system.Version);
        Add(answer, "display", concept.Display);
        Add(answer, "definition", concept.Definition);
        return answer;
    }

    /// <summary><c>$validate-code</c> of a value set or a code system.</summary>
    public Parameters Validate(string resourceType, string url, Coding coding)
    {
        var codes = resourceType == "ValueSet" ? Codes(FindValueSet(url)) : Codes(FindCodeSystem(url));
        var found = codes.FirstOrDefault(code => code.Code == coding.Code && (coding.System is null || code.System == coding.System));
        var answer = new Parameters().Add("result", new BooleanElement(found is not null));
        Add(answer, found is null ? "message" : "display", found is null ? "The code is not part of it." : found.Display);
        return answer;
    }

    /// <summary><c>$translate</c>.</summary>
    public Parameters Translate(Coding coding, string? url, string? targetSystem)
    {
        var matches = new List<ParametersParameter>();
        foreach (var map in state.Shelf("ConceptMap").Current.Select(static version => (ConceptMap)version.Resource!).Where(map => url is null || map.Url == url))
        {
            foreach (var group in map.Group.Where(group => group.Source == coding.System && (targetSystem is null || group.Target == targetSystem)))
            {
                matches.AddRange(group.Element.Where(element => element.Code == coding.Code).SelectMany(static element => element.Target)
                    .Select(target => Match(map, group, target)));
            }
        }

        var answer = new Parameters().Add("result", new BooleanElement(matches.Count > 0));
        Add(answer, "message", matches.Count > 0 ? null : "No concept map that was loaded translates the code.");
        answer.Parameter.AddRange(matches);
        return answer;
    }

    private static ParametersParameter Match(ConceptMap map, ConceptMapGroup group, ConceptMapGroupElementTarget target) => new()
    {
        Name = "match",
        Part =
        {
            new ParametersParameter { Name = "equivalence", Value = new CodeElement(target.Equivalence?.Text) },
            new ParametersParameter { Name = "concept", Value = new Coding { System = group.Target, Code = target.Code, Display = target.Display } },
            new ParametersParameter { Name = "source", Value = new UriElement(map.Url) },
        },
    };

    private ValueSet FindValueSet(string url) => Find<ValueSet>("ValueSet", set => set.Url == url);

    private CodeSystem FindCodeSystem(string? url) => Find<CodeSystem>("CodeSystem", system => url is not null && system.Url == url);

    private T Find<T>(string resourceType, Func<T, bool> isMeant)
        where T : Resource => state.Shelf(resourceType).Current.Select(static version => (T)version.Resource!).FirstOrDefault(isMeant)
            ?? throw new RefusedException(HttpStatusCode.NotFound, IssueType.NotFound, "No such " + resourceType + " was loaded.");

    private IEnumerable<Coding> Codes(ValueSet set)
    {
        if (set.Expansion is { Contains.Count: > 0 } expansion)
        {
            return expansion.Contains.Select(static code => new Coding { System = code.System, Code = code.Code, Display = code.Display });
        }

        return (set.Compose?.Include ?? []).SelectMany(include => include switch
        {
            { Filter.Count: > 0 } or { ValueSet.Count: > 0 } => throw new RefusedException(
                HttpStatusCode.UnprocessableEntity, IssueType.NotSupported, "The sandbox expands lists of codes and whole code systems only."),
            { Concept.Count: > 0 } => include.Concept.Select(concept => new Coding { System = include.System, Code = concept.Code, Display = concept.Display }),
            _ => Codes(FindCodeSystem(include.System)),
        });
    }

    private static IEnumerable<Coding> Codes(CodeSystem system) =>
        ConceptsOf(system.Concept).Select(concept => new Coding { System = system.Url, Code = concept.Code, Display = concept.Display });

    private static IEnumerable<CodeSystemConcept> ConceptsOf(IEnumerable<CodeSystemConcept> concepts) =>
        concepts.SelectMany(static concept => ConceptsOf(concept.Concept).Prepend(concept));

    private static void Add(Parameters parameters, string name, string? text)
    {
        if (text is not null)
        {
            parameters.Add(name, new StringElement(text));
        }
    }
}
