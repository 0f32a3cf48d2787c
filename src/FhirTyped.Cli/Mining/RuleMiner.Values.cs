using System.Text.RegularExpressions;
using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Mining;

// How often a parameter may be given, in which form, and with which values.
internal sealed partial class RuleMiner
{
    private const int LongestValue = 80;

    private void MineOccurrence(Documented parameter)
    {
        var count = parameter.Clauses.Any(DocumentationPhrases.Once().IsMatch) ? "1"
            : parameter.Clauses.Any(DocumentationPhrases.Twice().IsMatch) ? "2"
            : Matches(DocumentationPhrases.Times(), parameter.Whole).Select(match => NumberOf(match.Groups["count"].Value)).FirstOrDefault();
        if (count is not null)
        {
            Add(RuleVerb.MaxOccurs, parameter.Name, [count], parameter);
        }

        if (DocumentationPhrases.BothBounds().IsMatch(parameter.Whole))
        {
            Add(RuleVerb.ClosedRange, "", [parameter.Name], parameter);
        }

        if (IsPaging(parameter))
        {
            Add(RuleVerb.PagingParameters, "", [parameter.Name], parameter);
        }
    }

    private static string NumberOf(string word) => word.ToLowerInvariant() switch
    {
        "three" => "3",
        "four" => "4",
        "five" => "5",
        _ => word.TrimStart('0') is { Length: > 0 } digits ? digits : "1",
    };

    private static bool IsPaging(Documented parameter) =>
        !R4Definitions.IsResultParameter(parameter.Name) && DocumentationPhrases.Paging().IsMatch(parameter.Whole);

    private void MineForms(Documented parameter)
    {
        if (DocumentationPhrases.PrefixWord().IsMatch(parameter.Whole))
        {
            var prefixes = Matches(DocumentationPhrases.QuotedPrefix(), parameter.Whole).Select(match => match.Groups["prefix"].Value)
                .Concat(Matches(DocumentationPhrases.ListedPrefixes(), parameter.Whole)
                    .SelectMany(match => Matches(DocumentationPhrases.BarePrefix(), match.Groups["list"].Value).Select(prefix => prefix.Value)))
                .Distinct().ToList();
            if (prefixes.Count > 0)
            {
                if (DocumentationPhrases.WithoutPrefix().IsMatch(parameter.Whole) && !prefixes.Contains(SearchPrefixes.WordOf(SearchPrefix.Equal)))
                {
                    prefixes.Add(SearchPrefixes.WordOf(SearchPrefix.Equal));
                }

                Add(RuleVerb.Prefixes, parameter.Name, prefixes.Order(StringComparer.Ordinal), parameter);
            }
        }

        foreach (var clause in parameter.Clauses)
        {
            var required = Matches(DocumentationPhrases.ModifierRequired(), clause).Select(match => match.Groups["modifier"].Value).Where(IsModifier).Distinct().ToArray();
            var only = Matches(DocumentationPhrases.OnlyModifiers(), clause)
                .SelectMany(match => DocumentationPhrases.Separator().Split(match.Groups["list"].Value))
                .Select(modifier => modifier.Trim(' ', ':')).Where(IsModifier).Distinct().ToArray();
            if (required.Length > 0)
            {
                Add(RuleVerb.ModifierRequired, parameter.Name, required, parameter);
            }
            else if (only.Length > 0)
            {
                Add(RuleVerb.Modifiers, parameter.Name, only, parameter);
            }
        }

        // What is a system stands between angle brackets, which look like markup: the text as it was written is read.
        if (DocumentationPhrases.SystemRequired().IsMatch(parameter.Text.Replace("`", "'").Replace("<br>", "")) && !DocumentationPhrases.SystemOptional().IsMatch(parameter.Whole))
        {
            Add(RuleVerb.SystemRequired, "", [parameter.Name], parameter);
        }
    }

    private static bool IsModifier(string word) => SearchWords.Modifiers.Contains(word) || R4Definitions.IsResourceType(word);

    private void MineValues(Documented parameter)
    {
        foreach (var clause in parameter.Clauses)
        {
            foreach (var values in Matches(DocumentationPhrases.OnlyValues(), clause).Select(match => ValuesOf(match.Groups["values"].Value)).Where(values => values.Length > 0))
            {
                Add(RuleVerb.Values, parameter.Name, values, parameter);
            }

            // What goes with an operation is no search parameter, and the first page of a list is no value.
            if (!parameter.Whole.Contains('$') && !IsPaging(parameter))
            {
                foreach (var value in Matches(DocumentationPhrases.DefaultValue(), clause).Select(match => match.Groups["value"].Value)
                    .Concat(Matches(DocumentationPhrases.DefaultOfThis(), clause).Where(match => match.Groups["name"].Value == parameter.Name).Select(match => match.Groups["value"].Value.ToLowerInvariant())).Take(1))
                {
                    Add(RuleVerb.Default, parameter.Name, [value], parameter);
                }
            }
        }
    }

    /// <summary>The values of a list; none where one of them cannot be told, since the others alone would refuse it.</summary>
    private static string[] ValuesOf(string list)
    {
        var parts = DocumentationPhrases.Separator().Split(Regex.Replace(list, @"\bexamples?:.*$", "", RegexOptions.IgnoreCase))
            .Select(part => Regex.Replace(part.Trim('\'', '"', ' ', '.', ','), @"^.*\bcode (?=\d+$)", "", RegexOptions.IgnoreCase))
            .Where(part => part.Length > 0).ToArray();
        return parts.All(part => part.Length <= LongestValue && DocumentationPhrases.OneValue().IsMatch(part))
            ? [.. parts.Select(part => part.Contains('/') ? part : part.ToLowerInvariant()).Distinct()]
            : [];
    }
}
