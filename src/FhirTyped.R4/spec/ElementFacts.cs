using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;

namespace FhirTyped.R4.Specification;

/// <summary>
/// Which elements of a resource type are mandatory, modify the meaning, or belong to a summary: the facts of FHIR R4 that
/// <c>_elements</c> and <c>_summary</c> need. Read once for each type. Compiled, with the facts, into those that import
/// ElementFacts.props.
/// </summary>
internal sealed class ElementFacts
{
    private static readonly ConcurrentDictionary<string, ElementFacts> Known = new(StringComparer.Ordinal);

    // Paths below the resource without [x]: "component.code".
    private readonly HashSet<string> _summary = new(StringComparer.Ordinal) { "id", "meta", "implicitRules" };
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal) { "id", "meta", "implicitRules" };
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nested = new(StringComparer.Ordinal);
    private readonly List<string> _choices = [];

    private ElementFacts(string resourceType)
    {
        using var stream = typeof(ElementFacts).Assembly.GetManifestResourceStream("FhirTyped.R4.Elements." + resourceType);
        if (stream is null)
        {
            return;
        }

        using var reader = new StreamReader(stream);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.StartsWith(resourceType + ".", StringComparison.Ordinal))
            {
                Add(line.Substring(resourceType.Length + 1).Split(' '));
            }
        }
    }

    public static ElementFacts Of(string resourceType) => Known.GetOrAdd(resourceType, static type => new ElementFacts(type));

    /// <summary>Whether an element is in the summary (https://hl7.org/fhir/R4/search.html#summary).</summary>
    public bool IsSummary(string path) => _summary.Contains(path) || _choices.Exists(choice => IsChoice(path, choice) && _summary.Contains(choice));

    /// <summary>Whether an element is never left out: it is mandatory, or changes the meaning of the others.</summary>
    public bool IsKept(string path) => _kept.Contains(path) || _choices.Exists(choice => IsChoice(path, choice) && _kept.Contains(choice));

    /// <summary>
    /// The element of the resource for which a property of its JSON or of its class stands: <c>value</c> for <c>valueQuantity</c>;
    /// null where the resource type defines none.
    /// </summary>
    public string? Find(string property)
    {
        var name = char.ToLowerInvariant(property[0]) + property.Substring(1);
        return _own.Contains(name) ? name : _choices.Find(choice => IsChoice(name, choice));
    }

    /// <summary>Whether an element has elements of its own that the resource type defines.</summary>
    public bool IsNested(string path) => _nested.Contains(path);

    private void Add(string[] words)
    {
        var path = words[0];
        if (path.EndsWith("[x]", StringComparison.Ordinal))
        {
            path = path.Substring(0, path.Length - 3);
            _choices.Add(path);
        }

        if (path.IndexOf('.') < 0)
        {
            _own.Add(path);
        }

        if (Array.IndexOf(words, "summary") > 0)
        {
            _summary.Add(path);
        }

        if (words[1][0] != '0' || Array.IndexOf(words, "modifier") > 0)
        {
            _kept.Add(path);
        }

        if (path.LastIndexOf('.') is > 0 and var dot)
        {
            _nested.Add(path.Substring(0, dot));
        }
    }

    private static bool IsChoice(string path, string choice) =>
        path.Length > choice.Length && path.StartsWith(choice, StringComparison.Ordinal) && path[choice.Length] is >= 'A' and <= 'Z';
}
