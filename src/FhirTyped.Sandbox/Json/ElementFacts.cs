using System.Collections.Concurrent;

namespace FhirTyped.Sandbox;

/// <summary>
/// Which elements of a resource type are mandatory, modify the meaning, or belong to a summary: the facts of FHIR R4 that
/// <c>_elements</c> and <c>_summary</c> need. Read once for each type.
/// </summary>
internal sealed class ElementFacts
{
    private static readonly ConcurrentDictionary<string, ElementFacts> Known = new(StringComparer.Ordinal);

    // Paths below the resource without [x]: "component.code".
    private readonly HashSet<string> _summary = new(StringComparer.Ordinal) { "id", "meta", "implicitRules" };
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal) { "id", "meta", "implicitRules" };
    private readonly HashSet<string> _nested = new(StringComparer.Ordinal);
    private readonly List<string> _choices = [];

    private ElementFacts(string resourceType)
    {
        using var stream = typeof(ElementFacts).Assembly.GetManifestResourceStream("FhirTyped.Sandbox.Elements." + resourceType);
        if (stream is null)
        {
            return;
        }

        using var reader = new StreamReader(stream);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.StartsWith(resourceType + ".", StringComparison.Ordinal))
            {
                Add(line[(resourceType.Length + 1)..].Split(' '));
            }
        }
    }

    public static ElementFacts Of(string resourceType) => Known.GetOrAdd(resourceType, static type => new ElementFacts(type));

    /// <summary>Whether an element is in the summary (https://hl7.org/fhir/R4/search.html#summary).</summary>
    public bool IsSummary(string path) => _summary.Contains(path) || _choices.Exists(choice => IsChoice(path, choice) && _summary.Contains(choice));

    /// <summary>Whether an element is never left out: it is mandatory, or changes the meaning of the others.</summary>
    public bool IsKept(string path) => _kept.Contains(path) || _choices.Exists(choice => IsChoice(path, choice) && _kept.Contains(choice));

    /// <summary>Whether an element has elements of its own that the resource type defines.</summary>
    public bool IsNested(string path) => _nested.Contains(path);

    private void Add(string[] words)
    {
        var path = words[0];
        if (path.EndsWith("[x]", StringComparison.Ordinal))
        {
            path = path[..^3];
            _choices.Add(path);
        }

        if (words.Contains("summary"))
        {
            _summary.Add(path);
        }

        if (words[1][0] != '0' || words.Contains("modifier"))
        {
            _kept.Add(path);
        }

        if (path.LastIndexOf('.') is > 0 and var dot)
        {
            _nested.Add(path[..dot]);
        }
    }

    private static bool IsChoice(string path, string choice) =>
        path.Length > choice.Length && path.StartsWith(choice, StringComparison.Ordinal) && char.IsAsciiLetterUpper(path[choice.Length]);
}
