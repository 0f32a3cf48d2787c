using System.Globalization;
using System.Text;

namespace FhirTyped.TestData;

/// <summary>Says what a dataset will be.</summary>
internal static class DatasetDescription
{
    public static string Explain(IReadOnlyList<DatasetNode> order, DatasetNode root, int count)
    {
        var text = new StringBuilder();
        foreach (var node in order)
        {
            text.Append(CultureInfo.InvariantCulture, $"{node.Name}: ");
            if (node.Parent is { } parent)
            {
                var number = node.Minimum == node.Maximum ? $"{node.Minimum}" : $"{node.Minimum} to {node.Maximum}";
                text.Append(CultureInfo.InvariantCulture, $"{number} {node.Generator.Unit} for {(parent.Likelihood < 1 ? $"{parent.Likelihood:P0} of " : "each of ")}{parent.Name}");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{(node == root ? count : node.Minimum)} {node.Generator.Unit}{(node.IsShared ? ", shared" : "")}");
            }

            foreach (var link in node.Links)
            {
                text.Append(CultureInfo.InvariantCulture, $"; refers to one of {link.Name}{(link.Likelihood < 1 ? $" with a likelihood of {link.Likelihood:P0}" : "")}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public static string ToMermaid(IReadOnlyList<DatasetNode> order)
    {
        // Numbers as ids: names may hold what Mermaid takes for its own words.
        var text = new StringBuilder("flowchart LR\n");
        var ids = order.Select(static (node, index) => (node.Name, Id: "n" + index.ToString(CultureInfo.InvariantCulture))).ToDictionary(static item => item.Name, static item => item.Id, StringComparer.Ordinal);
        foreach (var node in order)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {ids[node.Name]}[\"{Label(node.Name)}: {node.Generator.ResourceType}\"]\n");
        }

        foreach (var node in order)
        {
            foreach (var dependency in node.Dependencies)
            {
                var label = dependency.Likelihood < 1 ? $"|\"{dependency.Likelihood:P0}\"|" : "";
                text.Append(CultureInfo.InvariantCulture, $"    {ids[node.Name]} {(dependency == node.Parent ? "-->" : "-.->")}{label} {ids[dependency.Name]}\n");
            }
        }

        return text.ToString();
    }

    private static string Label(string name) =>
        name.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
