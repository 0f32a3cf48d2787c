using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Mining;

// Which parameters a search must have, and which go together or not.
internal sealed partial class RuleMiner
{
    private void MinePresence()
    {
        var company = _parameters.ToDictionary(parameter => parameter, CompanyOf);
        var ways = WaysOf(company);
        foreach (var (way, source) in ways)
        {
            Add(RuleVerb.RequiresOneOf, "", way, source);
        }

        // Where a parameter is one way among several, its company belongs to that way; elsewhere it is a rule of its own.
        var inWays = ways.SelectMany(way => way.Names).ToHashSet(StringComparer.Ordinal);
        foreach (var (parameter, others) in company.Where(pair => pair.Value.Count > 0 && !inWays.Contains(pair.Key.Name)))
        {
            Add(RuleVerb.RequiresWith, parameter.Name, others, parameter);
        }

        foreach (var parameter in _parameters)
        {
            foreach (var other in parameter.Clauses.SelectMany(clause => RequiredBy(clause, parameter.Name)).Distinct())
            {
                Add(RuleVerb.RequiresWith, other, [parameter.Name], parameter);
            }
        }
    }

    /// <summary>The sets of parameters of which a search must hold one, each with the parameter whose documentation says so.</summary>
    private List<(IReadOnlyList<string> Names, Documented Source)> WaysOf(Dictionary<Documented, List<string>> company)
    {
        var with = company.GroupBy(pair => pair.Key.Name).ToDictionary(group => group.Key, group => group.SelectMany(pair => pair.Value).Distinct().ToList());
        var ways = new List<(IReadOnlyList<string> Names, Documented Source)>();
        foreach (var parameter in _parameters)
        {
            foreach (var alternative in AlternativesOf(parameter))
            {
                ways.Add(([.. alternative.SelectMany(name => with.GetValueOrDefault(name, []).Prepend(name)).Distinct().Order(StringComparer.Ordinal)], parameter));
            }
        }

        var always = _parameters.Where(IsAlwaysRequired).ToArray();
        var isAlone = ways.Count == 0;
        foreach (var parameter in always)
        {
            ways.Add((isAlone ? [.. always.Select(required => required.Name)] : ways[0].Names, parameter));
        }

        // What may not stand alone needs any of the others, which is said already where some are needed anyway.
        var dependents = _parameters.Where(IsDependent).ToArray();
        if (ways.Count > 0)
        {
            ways.AddRange(dependents.Select(parameter => (ways[0].Names, parameter)));
        }
        else if (dependents.Length > 0)
        {
            var excepted = dependents.SelectMany(parameter => parameter.Clauses.SelectMany(ExceptionsOf)).Concat(dependents.Select(parameter => parameter.Name)).ToHashSet();
            ways.AddRange(
                from name in _names.Where(name => !excepted.Contains(name) && !R4Definitions.IsResultParameter(name) && !_parameters.Any(p => p.Name == name && IsPaging(p)))
                from parameter in dependents
                select ((IReadOnlyList<string>)[name], parameter));
            return ways;
        }

        if (ways.Count > 0 && _names.Contains("_id") && !dependents.Any(parameter => parameter.Clauses.SelectMany(ExceptionsOf).Contains("_id") && ways.Count == dependents.Length))
        {
            ways.Add((["_id"], ways[^1].Source));
        }

        return ways;
    }

    private static bool IsAlwaysRequired(Documented parameter) => parameter.Clauses.Any(clause =>
        Matches(DocumentationPhrases.AlwaysRequired(), clause).Any(match => IsAbout(match.Groups["subject"].Value, parameter.Name)));

    /// <summary>The ways that a parameter's documentation names: the parameter itself and what may stand for it, or a list.</summary>
    private IEnumerable<IReadOnlyList<string>> AlternativesOf(Documented parameter)
    {
        foreach (var clause in parameter.Clauses)
        {
            foreach (var match in Matches(DocumentationPhrases.RequiredUnless(), clause).Where(match => IsAbout(match.Groups["subject"].Value, parameter.Name)))
            {
                foreach (var name in Names(match.Groups["names"].Value).Prepend(parameter.Name))
                {
                    yield return [name];
                }
            }
        }

        foreach (var match in parameter.Clauses.SelectMany(clause => Matches(DocumentationPhrases.Either(), clause)).Concat(Matches(DocumentationPhrases.OneOfBrackets(), parameter.Whole)))
        {
            var list = match.Groups["names"].Value;
            if (DocumentationPhrases.CombinationOf().Match(list) is { Success: true } combination)
            {
                var together = Names(combination.Groups["names"].Value).ToArray();
                list = list[..combination.Index] + (combination.Value.Contains(" or ", StringComparison.OrdinalIgnoreCase) ? combination.Groups["names"].Value : "");
                if (!combination.Value.Contains(" or ", StringComparison.OrdinalIgnoreCase) && together.Length > 0)
                {
                    yield return together;
                }
            }

            foreach (var name in Names(list))
            {
                yield return [name];
            }
        }
    }

    /// <summary>The parameters without which a parameter is not taken. "With a or b" is a choice, which the rule cannot say.</summary>
    private List<string> CompanyOf(Documented parameter) =>
    [
        .. parameter.Clauses.SelectMany(clause => Matches(DocumentationPhrases.AlsoRequired(), clause)
                .Concat(Matches(DocumentationPhrases.OnlyWith(), clause))
                .Concat(Matches(DocumentationPhrases.Requires(), clause).Where(match => IsAbout(match.Groups["subject"].Value, parameter.Name))))
            .Select(match => match.Groups["names"].Value)
            .Where(list => !list.Contains(" or ", StringComparison.OrdinalIgnoreCase) && !DocumentationPhrases.Others().IsMatch(list))
            .SelectMany(Names)
            .Where(other => other != parameter.Name)
            .Distinct(),
    ];

    /// <summary>The parameters that are only taken with this one: "must be set when using patient or location".</summary>
    private IEnumerable<string> RequiredBy(string clause, string name) =>
        Matches(DocumentationPhrases.RequiredWhen(), clause)
            .Where(match => IsAbout(match.Groups["subject"].Value, name) && !DocumentationPhrases.Absent().IsMatch(match.Groups["names"].Value))
            .SelectMany(match => Names(match.Groups["names"].Value))
            .Where(other => other != name);

    private bool IsDependent(Documented parameter) => parameter.Clauses.Any(clause =>
        Matches(DocumentationPhrases.OnlyWith(), clause).Concat(Matches(DocumentationPhrases.NotAlone(), clause))
            .Any(match => match.Groups["alone"].Success || DocumentationPhrases.Others().IsMatch(match.Groups["names"].Value)));

    private IEnumerable<string> ExceptionsOf(string clause) => Matches(DocumentationPhrases.OtherThan(), clause).SelectMany(match => Names(match.Groups["names"].Value));

    private void MineOthers(Documented parameter)
    {
        if (DocumentationPhrases.NoChains().IsMatch(parameter.Whole))
        {
            Add(RuleVerb.Chains, "", ["false"], parameter);
        }

        foreach (var match in Matches(DocumentationPhrases.OthersIgnored(), parameter.Whole))
        {
            Add(RuleVerb.IgnoresOthers, "", match.Groups["exception"].Success ? [parameter.Name, "_id"] : [parameter.Name], parameter);
        }

        foreach (var clause in parameter.Clauses)
        {
            foreach (var match in Matches(DocumentationPhrases.NotTogether(), clause))
            {
                AddExcluded(match.Groups["first"].Value, match.Groups["second"].Value, parameter);
            }

            var others = Matches(DocumentationPhrases.NotWith(), clause)
                .Concat(Matches(DocumentationPhrases.IgnoredBeside(), clause).Where(match => IsAbout(match.Groups["subject"].Value, parameter.Name)));
            foreach (var other in others.SelectMany(match => Names(match.Groups["names"].Value)))
            {
                AddExcluded(parameter.Name, other, parameter);
            }

            foreach (var names in Matches(DocumentationPhrases.AtMostOneOf(), clause).Select(match => Names(match.Groups["names"].Value).ToArray()))
            {
                for (var i = 0; i < names.Length; i++)
                {
                    for (var j = i + 1; j < names.Length; j++)
                    {
                        AddExcluded(names[i], names[j], parameter);
                    }
                }
            }
        }
    }

    private void AddExcluded(string first, string second, Documented source)
    {
        if (first != second && _names.Contains(first) && _names.Contains(second))
        {
            Add(RuleVerb.Excludes, "", new[] { first, second }.Order(StringComparer.Ordinal), source);
        }
    }
}
