using System.Text.RegularExpressions;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>The elements to which a search parameter's expression leads: paths, unions, and choices narrowed to a type.</summary>
internal static partial class ElementPath
{
    public static IEnumerable<Base> Select(Resource resource, string expression)
    {
        foreach (var part in expression.Split('|', StringSplitOptions.TrimEntries))
        {
            var path = AsOperator().Replace(part.StartsWith('(') ? part[1..^1] : part, "$1.as($2)");
            IEnumerable<Base> elements = [resource];
            foreach (var step in Steps().Matches(path).Select(static match => match.Value).Skip(1))
            {
                elements = Step(elements, step);
            }

            foreach (var element in elements)
            {
                yield return element;
            }
        }
    }

    private static IEnumerable<Base> Step(IEnumerable<Base> elements, string step)
    {
        if (step.StartsWith("as(", StringComparison.Ordinal))
        {
            return elements.Where(element => element.TypeName == step[3..^1]);
        }

        if (WhereEquals().Match(step) is { Success: true } equals)
        {
            return elements.Where(element => element.GetElements(equals.Groups[1].Value).Any(child => child.ToString() == equals.Groups[2].Value));
        }

        if (WhereResolves().Match(step) is { Success: true } resolves)
        {
            return elements.Where(element => element is ResourceReference { Reference: { } text } && text.Contains(resolves.Groups[1].Value + "/", StringComparison.Ordinal));
        }

        return elements.SelectMany(element => element.GetElements(step));
    }

    [GeneratedRegex(@"^(.*) as (\w+)$")]
    private static partial Regex AsOperator();

    [GeneratedRegex(@"[A-Za-z]+\((?:[^()]|\([^()]*\))*\)|[A-Za-z0-9]+")]
    private static partial Regex Steps();

    [GeneratedRegex(@"^where\((\w+)\s*=\s*'([^']*)'\)$")]
    private static partial Regex WhereEquals();

    [GeneratedRegex(@"^where\(resolve\(\) is (\w+)\)$")]
    private static partial Regex WhereResolves();
}
