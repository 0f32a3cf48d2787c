using System.Text;
using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>The facts of search parameters: one line for each resource type that a parameter serves, and one for each that has none.</summary>
internal static class SearchParameterFacts
{
    /// <summary>The lines of the file, by resource type and then by name.</summary>
    public static IEnumerable<string> Lines(Definitions definitions)
    {
        var codes = definitions.SearchParameters.ToDictionary(p => p.Text("url")!, p => p.Text("code")!, StringComparer.Ordinal);
        var parameters = definitions.SearchParameters
            .SelectMany(p => p.Texts("base").Select(b => (Base: b, Parameter: p)))
            .ToLookup(row => row.Base, row => row.Parameter, StringComparer.Ordinal);
        return definitions.Resources.SelectMany(resource => parameters.Contains(resource.Name)
            ? parameters[resource.Name].OrderBy(p => p.Text("code"), StringComparer.Ordinal).Select(p => Line(resource.Name, p, codes))
            : [resource.Name]);
    }

    /// <summary>The paths of one resource type: a parameter of several resource types joins theirs by <c>|</c>.</summary>
    public static IReadOnlyList<string> Alternatives(string expression, string resource)
    {
        var all = expression.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var own = all.Where(part => StartsWith(part.TrimStart('('), resource)).ToArray();
        return own.Length > 0 ? own : all;
    }

    private static string Line(string resource, XElement parameter, Dictionary<string, string> codes)
    {
        var line = new StringBuilder();
        line.Append(resource).Append(' ').Append(parameter.Text("code")).Append(' ').Append(parameter.Text("type"));
        foreach (var component in parameter.Items("component"))
        {
            line.Append(" component=").Append(codes[component.Text("definition")!]).Append('|')
                .Append(component.Text("expression")!.Replace(" ", "", StringComparison.Ordinal));
        }

        if (parameter.Text("expression") is { } expression)
        {
            line.Append('\t').Append(string.Join(" | ", Alternatives(expression, resource)));
        }

        return line.ToString();
    }

    private static bool StartsWith(string path, string resource) =>
        path.StartsWith(resource, StringComparison.Ordinal) && (path.Length == resource.Length || path[resource.Length] == '.');
}
