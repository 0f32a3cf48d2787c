using System.Collections.Generic;
using FhirTyped.Capabilities;
using FhirTyped.R4.Specification;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>What a search fetches of its resources, where that is not all of them: https://hl7.org/fhir/R4/search.html#elements.</summary>
internal sealed class FetchedPart
{
    private readonly HashSet<string>? _elements;
    private readonly string _summary;
    private readonly ElementFacts _facts;

    private FetchedPart(CodeSearch search, HashSet<string>? elements, string summary)
    {
        Search = search;
        _elements = elements;
        _summary = summary;
        _facts = ElementFacts.Of(search.ResourceType);
    }

    /// <summary>The search.</summary>
    public CodeSearch Search { get; }

    /// <summary>The part that a search fetches; null where it fetches all, or where that cannot be seen.</summary>
    public static FetchedPart? Of(IInvocationOperation call, FhirSymbols symbols)
    {
        if (SearchReader.Read(call, symbols) is not { } search)
        {
            return null;
        }

        HashSet<string>? elements = null;
        var summary = "";
        foreach (var (criterion, _, _, _) in search.Criteria)
        {
            if (criterion.Name is not ("_elements" or "_summary") || criterion.Modifier.Length > 0)
            {
                continue;
            }

            if (criterion.IsPossible || search.IsOpen)
            {
                return null;
            }

            foreach (var value in criterion.Values)
            {
                if (value.Escaped is not { } text)
                {
                    return null;
                }

                if (criterion.Name == "_summary")
                {
                    summary = text;
                }
                else
                {
                    (elements ??= new()).Add(text.EndsWith("[x]", System.StringComparison.Ordinal) ? text.Substring(0, text.Length - 3) : text);
                }
            }
        }

        return elements is null && summary is not ("true" or "text" or "data") ? null : new(search, elements, summary);
    }

    /// <summary>
    /// The element for which a property of the resource stands, where the search surely leaves it out; else null. Mandatory elements and
    /// those that change the meaning of others come along unasked.
    /// </summary>
    public string? FindMissing(string property) =>
        _facts.Find(property) is not { } element || _facts.IsKept(element) ? null
        : _elements is not null ? _elements.Contains(element) ? null : element
        : _summary == "text" || (_summary == "true" && !_facts.IsSummary(element)) ? element
        : null;

    /// <summary>What is asked for, as it is written in the search.</summary>
    public override string ToString()
    {
        if (_elements is null)
        {
            return "_summary=" + _summary;
        }

        var names = new List<string>(_elements);
        names.Sort(System.StringComparer.Ordinal);
        return "_elements=" + string.Join(",", names);
    }
}
