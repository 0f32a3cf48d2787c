using System.Text.RegularExpressions;
using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Mining;

/// <summary>
/// Reads the prose of a CapabilityStatement for what it says beyond its facts. What it finds are candidates: a person
/// compares each with the sentence before it goes into a platform file.
/// </summary>
internal sealed class RuleMiner
{
    private readonly string _type;
    private readonly HashSet<string> _names;
    private readonly Dictionary<string, List<string>> _with = new(StringComparer.Ordinal);
    private readonly List<(RuleVerb Verb, string Value, string Evidence)> _found = [];

    private RuleMiner(string type, IEnumerable<string> names)
    {
        _type = type;
        _names = [.. names];
    }

    /// <summary>The candidates of a statement, by resource type.</summary>
    public static IEnumerable<MinedRule> Mine(JsonValue statement) =>
        statement.ItemsOf("rest").SelectMany(rest => rest.ItemsOf("resource")).SelectMany(resource =>
        {
            var parameters = resource.ItemsOf("searchParam")
                .Select(parameter => (Name: parameter.StringOf("name")?.Trim() ?? "", Text: parameter.StringOf("documentation") ?? ""))
                .Where(parameter => parameter.Name.Length > 0)
                .ToArray();
            return new RuleMiner(resource.StringOf("type") ?? "", parameters.Select(parameter => parameter.Name)).Mine(parameters);
        });

    private IEnumerable<MinedRule> Mine((string Name, string Text)[] parameters)
    {
        foreach (var (name, text) in parameters)
        {
            MineCompany(name, text);
        }

        MineRequired(parameters);
        foreach (var (name, text) in parameters)
        {
            MineOccurrence(name, text);
            MineOthers(name, text);
            MineValues(name, text);
        }

        // "values": one rule holds all its parameters; for the others a set is one entry of the list.
        return _found.GroupBy(found => found.Verb).Select(group => new MinedRule(
            _type, group.Key, Join(group.Key, [.. group.Select(found => found.Value).Distinct()]), [.. group.Select(found => found.Evidence).Distinct()]));
    }

    private static string Join(RuleVerb verb, string[] values) => verb switch
    {
        RuleVerb.RequiresOneOf or RuleVerb.Excludes or RuleVerb.IgnoresOthers or RuleVerb.SystemRequired or RuleVerb.ClosedRange => "[" + string.Join(", ", values) + "]",
        _ => "{ " + string.Join(", ", values) + " }",
    };

    private void MineCompany(string name, string text)
    {
        var company = Matches(DocumentationPhrases.AlsoRequired(), text).Concat(Matches(DocumentationPhrases.SetWith(), text)
                // "with a or b" is a choice, which the rule cannot say.
                .Where(match => !match.Groups["names"].Value.Contains(" or ", StringComparison.OrdinalIgnoreCase)))
            .SelectMany(match => Names(match.Groups["names"].Value))
            .Where(other => other != name)
            .Distinct()
            .ToList();
        if (company.Count > 0)
        {
            _with[name] = company;
        }
    }

    private void MineRequired((string Name, string Text)[] parameters)
    {
        var always = parameters.Where(parameter => DocumentationPhrases.AlwaysRequired().IsMatch(parameter.Text)).ToArray();
        var sets = new List<string[]>();
        var evidence = new List<string>();
        foreach (var (name, text) in parameters)
        {
            var unless = Matches(DocumentationPhrases.RequiredUnless(), text).SelectMany(match => Names(match.Groups["names"].Value).Prepend(name));
            var either = Matches(DocumentationPhrases.Either(), text).SelectMany(match => Names(match.Groups["names"].Value));
            foreach (var alternative in unless.Concat(either))
            {
                sets.Add([.. _with.GetValueOrDefault(alternative, []).Prepend(alternative).Order(StringComparer.Ordinal)]);
                evidence.Add(name + ": " + text);
            }
        }

        if (sets.Count == 0 && always.Length > 0)
        {
            sets.Add([.. always.Select(parameter => parameter.Name)]);
        }

        if (sets.Count > 0 && _names.Contains("_id"))
        {
            sets.Add(["_id"]);
        }

        evidence.AddRange(always.Select(parameter => parameter.Name + ": " + parameter.Text));
        foreach (var set in sets)
        {
            _found.AddRange(evidence.Select(sentence => (RuleVerb.RequiresOneOf, Array(set), sentence)));
        }

        // Where a parameter is one way among several, its company belongs to that way; elsewhere it is a rule of its own.
        var ways = sets.SelectMany(set => set).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, company) in _with.Where(pair => !ways.Contains(pair.Key)))
        {
            Add(RuleVerb.RequiresWith, $"{JsonText.Quote(name)}: {Array([.. company])}", name, parameters.First(parameter => parameter.Name == name).Text);
        }
    }

    private void MineOccurrence(string name, string text)
    {
        if (DocumentationPhrases.Once().IsMatch(text))
        {
            Add(RuleVerb.MaxOccurs, JsonText.Quote(name) + ": 1", name, text);
        }
        else if (DocumentationPhrases.Twice().IsMatch(text))
        {
            Add(RuleVerb.MaxOccurs, JsonText.Quote(name) + ": 2", name, text);
        }

        if (DocumentationPhrases.BothBounds().IsMatch(text))
        {
            Add(RuleVerb.ClosedRange, JsonText.Quote(name), name, text);
        }

        var prefixes = Matches(DocumentationPhrases.Prefix(), text).Select(match => match.Groups["prefix"].Value).Distinct().ToList();
        if (prefixes.Count > 0 && text.Contains("prefix", StringComparison.OrdinalIgnoreCase))
        {
            if (DocumentationPhrases.WithoutPrefix().IsMatch(text) && !prefixes.Contains("eq"))
            {
                prefixes.Add("eq");
            }

            Add(RuleVerb.Prefixes, $"{JsonText.Quote(name)}: {Array([.. prefixes.Order(StringComparer.Ordinal)])}", name, text);
        }
    }

    private void MineOthers(string name, string text)
    {
        foreach (var match in Matches(DocumentationPhrases.OthersIgnored(), text))
        {
            Add(RuleVerb.IgnoresOthers, JsonText.Quote(name), name, text);
            if (match.Groups["exception"].Success)
            {
                Add(RuleVerb.IgnoresOthers, JsonText.Quote("_id"), name, text);
            }
        }

        foreach (var match in Matches(DocumentationPhrases.NotTogether(), text))
        {
            AddExcluded(match.Groups["first"].Value, match.Groups["second"].Value, name, text);
        }

        foreach (var match in Matches(DocumentationPhrases.NotWith(), text))
        {
            AddExcluded(name, match.Groups["second"].Value, name, text);
        }
    }

    private void MineValues(string name, string text)
    {
        if (DocumentationPhrases.SystemRequired().IsMatch(text))
        {
            Add(RuleVerb.SystemRequired, JsonText.Quote(name), name, text);
        }

        foreach (var match in Matches(DocumentationPhrases.OnlyValues(), text))
        {
            var values = DocumentationPhrases.Separator().Split(match.Groups["values"].Value)
                .Select(value => value.Trim('\'', '"', ' ').ToLowerInvariant())
                .Where(value => value.Length > 0 && !value.Contains(' '))
                .Distinct()
                .ToArray();
            if (values.Length > 0)
            {
                Add(RuleVerb.Values, $"{JsonText.Quote(name)}: {Array(values)}", name, text);
            }
        }
    }

    private void AddExcluded(string first, string second, string name, string text)
    {
        if (_names.Contains(first) && _names.Contains(second))
        {
            Add(RuleVerb.Excludes, Array([.. new[] { first, second }.Order(StringComparer.Ordinal)]), name, text);
        }
    }

    private void Add(RuleVerb verb, string value, string name, string text) => _found.Add((verb, value, name + ": " + text));

    /// <summary>The parameters of this resource type that a list in a sentence names.</summary>
    private IEnumerable<string> Names(string list) =>
        from part in DocumentationPhrases.Separator().Split(list)
        from Match word in DocumentationPhrases.Name().Matches(part)
        let name = word.Value == "id" ? "_id" : word.Value
        where _names.Contains(name)
        select name;

    private static IEnumerable<Match> Matches(Regex phrase, string text) => phrase.Matches(text);

    private static string Array(string[] values) => JsonText.Array(new(values));
}
