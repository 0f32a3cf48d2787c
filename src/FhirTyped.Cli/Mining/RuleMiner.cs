using System.Text.RegularExpressions;
using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Mining;

/// <summary>
/// Reads the prose of a CapabilityStatement for what it says beyond its facts. What it finds are candidates: a person
/// compares each with the sentence before it goes into a platform file.
/// </summary>
internal sealed partial class RuleMiner
{
    private readonly string _type;
    private readonly IReadOnlyList<Documented> _parameters;
    private readonly HashSet<string> _names;
    private readonly List<MinedFact> _found = [];

    private RuleMiner(string type, IReadOnlyList<Documented> parameters)
    {
        _type = type;
        _parameters = parameters;
        _names = [.. parameters.Select(parameter => parameter.Name)];
    }

    /// <summary>The candidates of a statement, by resource type.</summary>
    public static IEnumerable<MinedRule> Mine(JsonValue statement) =>
        statement.ItemsOf("rest").SelectMany(rest => rest.ItemsOf("resource")).SelectMany(resource => new RuleMiner(
            resource.StringOf("type") ?? "",
            [.. resource.ItemsOf("searchParam")
                .Select(parameter => new Documented(parameter.StringOf("name")?.Trim() ?? "", parameter.StringOf("documentation") ?? ""))
                .Where(parameter => parameter.Name.Length > 0)]).Mine());

    private IEnumerable<MinedRule> Mine()
    {
        MinePresence();
        foreach (var parameter in _parameters)
        {
            MineOthers(parameter);
            MineOccurrence(parameter);
            MineForms(parameter);
            MineValues(parameter);
        }

        return _found.GroupBy(fact => fact.Verb).Select(group => MinedRule.Of(_type, group.Key, [.. group]));
    }

    private void Add(RuleVerb verb, string parameter, IEnumerable<string> values, Documented source) =>
        _found.Add(new(verb, NameInRules(parameter), [.. values.Select(NameInRules)], source.Name, source.Text));

    /// <summary>A rule names a parameter without the modifier with which a statement may list it.</summary>
    private string NameInRules(string word) => _names.Contains(word) && DeclaredParameter.Split(word) is var (name, _) ? name : word;

    /// <summary>The parameters of this resource type that a list in a sentence names.</summary>
    private IEnumerable<string> Names(string list) => DocumentationPhrases.Name().Matches(list).Select(word => NameOf(word.Value)).OfType<string>().Distinct();

    /// <summary>A word as the name of a parameter: "id" is <c>_id</c>, and "patients" is <c>patient</c>.</summary>
    private string? NameOf(string word) =>
        _names.Contains(word) ? word
        : word == "id" && _names.Contains("_id") ? "_id"
        : word.EndsWith('s') && _names.Contains(word[..^1]) ? word[..^1]
        : null;

    /// <summary>Whether what a sentence is about is the parameter itself.</summary>
    private static bool IsAbout(string subject, string name)
    {
        var words = subject.Trim(' ', '\'', '"', ',').ToLowerInvariant();
        foreach (var start in new[] { "the ", "a ", "this ", "it ", "and " })
        {
            words = words.StartsWith(start, StringComparison.Ordinal) ? words[start.Length..] : words;
        }

        words = Regex.Replace(words.Trim('\'', '"'), @"['""]?(?: (?:search )?(?:parameter|field|value))?(?: is| are)?$", "");
        return words is "" or "this" or "it" or "parameter" or "field" or "search parameter" || words == name.ToLowerInvariant();
    }

    private static IEnumerable<Match> Matches(Regex phrase, string text) => phrase.Matches(text);

    /// <summary>A parameter and what is written about it.</summary>
    private sealed record Documented(string Name, string Text)
    {
        private DocumentationText? _read;

        public string Whole => Read.Whole;

        public IReadOnlyList<string> Clauses => Read.Clauses;

        private DocumentationText Read => _read ??= DocumentationText.Read(Text);
    }
}
