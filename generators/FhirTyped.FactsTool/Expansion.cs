using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>One code of a value set.</summary>
internal sealed record CodeFact(string System, string Code, string? Display);

/// <summary>Lists the codes of the value sets that can be listed from the definitions alone.</summary>
internal sealed class Expansion(Definitions definitions)
{
    /// <summary>The codes in the order of the standard, or null where they cannot all be told.</summary>
    public List<CodeFact>? Of(string url)
    {
        if (!definitions.ValueSets.TryGetValue(url, out var valueSet)
            || valueSet.Child("compose") is not { } compose
            || compose.Items("exclude").Any())
        {
            return null;
        }

        var codes = new List<CodeFact>();
        foreach (var include in compose.Items("include"))
        {
            if (!Add(include, codes))
            {
                return null;
            }
        }

        return [.. codes.DistinctBy(code => (code.System, code.Code))];
    }

    private bool Add(XElement include, List<CodeFact> codes)
    {
        if (include.Items("filter").Any())
        {
            return false;
        }

        foreach (var nested in include.Texts("valueSet"))
        {
            if (Of(nested.Split('|')[0]) is not { } inner)
            {
                return false;
            }

            codes.AddRange(inner);
        }

        if (include.Text("system") is not { } system)
        {
            return true;
        }

        var codeSystem = definitions.CodeSystems.GetValueOrDefault(system);
        var all = codeSystem is null ? [] : Concepts(system, codeSystem).ToList();
        if (include.Items("concept").Any())
        {
            codes.AddRange(include.Items("concept").Select(concept => new CodeFact(
                system,
                concept.Text("code")!,
                concept.Text("display") ?? all.Find(c => c.Code == concept.Text("code"))?.Display)));
            return true;
        }

        codes.AddRange(all);
        return codeSystem?.Text("content") == "complete";
    }

    private static IEnumerable<CodeFact> Concepts(string system, XElement parent) =>
        parent.Items("concept").SelectMany(concept =>
            // An abstract code only groups others and may not be used.
            (IsAbstract(concept) ? [] : new[] { new CodeFact(system, concept.Text("code")!, concept.Text("display")) })
            .Concat(Concepts(system, concept)));

    private static bool IsAbstract(XElement concept) => concept.Items("property")
        .Any(p => p.Text("code") is "notSelectable" or "abstract" && p.Flag("valueBoolean"));
}
