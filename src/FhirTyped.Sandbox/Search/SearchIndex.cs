using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Matches criteria against single resources, and finds their references and sort keys.</summary>
internal sealed class SearchIndex(string baseUrl)
{
    private const int LongestChain = 8;

    /// <summary>Why the sandbox cannot carry out a criterion, or null. The text holds no value.</summary>
    public string? FindProblem(string resourceType, SearchCriterion criterion, int depth = 0)
    {
        if (depth > LongestChain)
        {
            return "The sandbox does not follow chains of more than " + LongestChain + " steps.";
        }

        if (criterion.Name == "_has")
        {
            return FindProblemOfHas(criterion, depth);
        }

        if (SearchParameterFact.Find(resourceType, criterion.Name) is not { } fact || fact.Type is "composite" or "special")
        {
            return "The sandbox has no definition of '" + criterion.Name + "' of " + resourceType + ": it is not one of FHIR R4's own parameters.";
        }

        return fact.Type != "reference" && criterion.Modifier is not ("" or "exact" or "contains" or "missing" or "not")
            ? "The sandbox does not carry out ':" + criterion.Modifier + "'."
            : null;
    }

    /// <summary>Whether a resource fulfils a criterion that is neither a chain nor <c>_has</c>.</summary>
    public bool Matches(Resource resource, SearchCriterion criterion)
    {
        var fact = SearchParameterFact.Find(resource.TypeName, criterion.Name);
        if (fact is null)
        {
            return false;
        }

        var elements = ElementPath.Select(resource, fact.Expression).ToList();
        return criterion.Modifier switch
        {
            "missing" => (elements.Count == 0) == (criterion.Values is [{ Escaped: "true" }]),
            "not" => !AnyMatches(elements, fact, criterion),
            _ => AnyMatches(elements, fact, criterion),
        };
    }

    /// <summary>The references of a parameter, as far as they lead to this server: <c>Patient/1</c>.</summary>
    public IEnumerable<string> References(Resource resource, string parameter) =>
        SearchParameterFact.Find(resource.TypeName, parameter) is { Type: "reference" } fact
            ? ElementPath.Select(resource, fact.Expression).Select(ReferenceOf).OfType<string>()
            : [];

    /// <summary>Every reference in a resource.</summary>
    public IEnumerable<string> AllReferences(Base element)
    {
        foreach (var child in element.GetElements())
        {
            if (ReferenceOf(child.Value) is { } reference)
            {
                yield return reference;
            }

            foreach (var inner in child.Value is PrimitiveElement ? [] : AllReferences(child.Value))
            {
                yield return inner;
            }
        }
    }

    /// <summary>What a resource is sorted by; null where it has no value.</summary>
    public string? SortKey(Resource resource, string parameter, bool descends)
    {
        if (SearchParameterFact.Find(resource.TypeName, parameter) is not { } fact)
        {
            return null;
        }

        var keys = ElementPath.Select(resource, fact.Expression).SelectMany(Texts).Order(StringComparer.Ordinal).ToList();
        return keys.Count == 0 ? null : descends ? keys[^1] : keys[0];
    }

    private static string? FindProblemOfHas(SearchCriterion criterion, int depth)
    {
        var parts = criterion.Modifier.Split(':', 3);
        if (parts.Length != 3 || SearchParameterFact.Find(parts[0], parts[1]) is not { Type: "reference" })
        {
            return "The _has is not of the form _has:[type]:[reference]:[parameter].";
        }

        return new SearchIndex("").FindProblem(parts[0], SearchQuery.ParseCriterion(parts[2], ""), depth + 1);
    }

    private bool AnyMatches(List<Base> elements, SearchParameterFact fact, SearchCriterion criterion) =>
        elements.Exists(element => criterion.Values.Any(value => Matches(element, fact.Type, criterion.Modifier, value)));

    private bool Matches(Base element, string type, string modifier, SearchValue value) => type switch
    {
        "string" => Texts(element).Any(text => MatchesText(text, modifier, SearchEscaping.Unescape(value.Escaped!))),
        "token" => MatchesToken(element, value.Escaped!),
        "reference" => ReferenceOf(element) is { } reference && MatchesReference(reference, modifier, value.Escaped!),
        "date" => Texts(element).Any(text => MatchesDate(text, value)),
        _ => Texts(element).Any(text => text == SearchEscaping.Unescape(value.Escaped!)),
    };

    private static bool MatchesText(string text, string modifier, string value) => modifier switch
    {
        "exact" => text == value,
        "contains" => text.Contains(value, StringComparison.OrdinalIgnoreCase),
        _ => text.StartsWith(value, StringComparison.OrdinalIgnoreCase),
    };

    private static bool MatchesToken(Base element, string escaped)
    {
        var parts = SearchEscaping.Split(escaped, '|').ConvertAll(SearchEscaping.Unescape);
        return Tokens(element).Any(token => parts.Count == 1
            ? string.Equals(token.Code, parts[0], StringComparison.OrdinalIgnoreCase)
            : token.System == parts[0] && (parts[1].Length == 0 || string.Equals(token.Code, parts[1], StringComparison.OrdinalIgnoreCase)));
    }

    private bool MatchesReference(string reference, string modifier, string escaped)
    {
        var value = SearchEscaping.Unescape(escaped);
        value = value.StartsWith(baseUrl, StringComparison.Ordinal) ? value[baseUrl.Length..] : value;
        return reference == value || (!value.Contains('/', StringComparison.Ordinal) && reference.EndsWith("/" + value, StringComparison.Ordinal)
            && (modifier.Length == 0 || reference.StartsWith(modifier + "/", StringComparison.Ordinal)));
    }

    private static bool MatchesDate(string text, SearchValue value)
    {
        var wanted = value.Prefix == "eq" ? value.Escaped! : value.Escaped![2..];
        var order = string.CompareOrdinal(text, 0, wanted, 0, wanted.Length);
        return value.Prefix switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "ge" => order >= 0,
            "gt" or "sa" => order > 0,
            "le" => order <= 0,
            _ => order < 0,
        };
    }

    private string? ReferenceOf(Base element) => element is ResourceReference { Reference: { } text }
        ? text.StartsWith(baseUrl, StringComparison.Ordinal) ? text[baseUrl.Length..] : text
        : null;

    private static IEnumerable<(string? System, string? Code)> Tokens(Base element) => element switch
    {
        CodeableConcept concept => concept.Coding.Select(static coding => (coding.System, coding.Code)),
        Coding coding => [(coding.System, coding.Code)],
        Identifier identifier => [(identifier.System, identifier.Value)],
        ContactPoint contact => [(contact.System?.Text, contact.Value)],
        PrimitiveElement { Text: { } text } => [(null, text)],
        _ => [],
    };

    private static IEnumerable<string> Texts(Base element) => element switch
    {
        PrimitiveElement { Text: { } text } => [text],
        Period period => new[] { period.Start?.ToString(), period.End?.ToString() }.OfType<string>(),
        HumanName or Address => element.GetElements().Select(static child => child.Value).OfType<PrimitiveElement>().Select(static part => part.Text).OfType<string>(),
        CodeableConcept or Coding or Identifier => Tokens(element).Select(static token => token.Code).OfType<string>(),
        _ => [],
    };
}
