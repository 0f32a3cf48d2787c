namespace FhirTyped.FactsTool;

/// <summary>The facts of codes: for each enum its value set, its code systems and their codes.</summary>
internal sealed class CodeFacts(Definitions definitions, EnumNames names)
{
    /// <summary>How many enums there are.</summary>
    public int Count => names.All.Count();

    /// <summary>The lines of the file.</summary>
    public IEnumerable<string> Lines()
    {
        var expansion = new Expansion(definitions);
        foreach (var (url, name) in names.All)
        {
            yield return $"enum {name} {url}";
            string? system = null;
            foreach (var code in expansion.Of(url)!)
            {
                if (code.System != system)
                {
                    system = code.System;
                    yield return "system " + system;
                }

                yield return $"code {code.Code}\t{code.Display?.Trim()}";
            }
        }
    }
}
