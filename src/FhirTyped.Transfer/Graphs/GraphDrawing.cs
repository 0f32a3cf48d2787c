using System.Globalization;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>What is drawn of a graph: nodes with their texts, and between two nodes one edge each way at the most.</summary>
/// <param name="Title">The title.</param>
/// <param name="Description">What there is, in a sentence.</param>
/// <param name="Nodes">The nodes, in the order of their texts: the order of the resources is not to be seen.</param>
/// <param name="Edges">The edges.</param>
internal sealed record GraphDrawing(string Title, string Description, IReadOnlyList<DrawnNode> Nodes, IReadOnlyList<DrawnEdge> Edges)
{
    // Mermaid draws no more than 500 (its option maxEdges).
    private const int MaximumEdges = 400;
    private const int LongestText = 60;

    /// <summary>Chooses what is drawn.</summary>
    public static GraphDrawing Of(FhirResourceGraph graph, FhirGraphDrawingOptions options)
    {
        var isGrouped = options.GroupsByType ?? (graph.Nodes.Count > options.MaximumNodes || graph.Edges.Select(static edge => (edge.Source, edge.Target)).Distinct().Count() > MaximumEdges);
        var count = graph.Nodes.Count(static node => node.Kind == FhirGraphNodeKind.Resource);
        var description = string.Create(CultureInfo.InvariantCulture,
            $"Resources: {count}. References: {graph.Edges.Count}. Missing targets: {graph.Missing.Count()}. Circles: {graph.Cycles.Count}.{(isGrouped ? " By resource type." : "")}");
        var groups = isGrouped
            ? graph.Nodes.GroupBy(static node => (node.Kind, node.ResourceType)).Select(static group => (Text: TextOf(group.Key.Kind, group.Key.ResourceType, group.Count()), group.Key.Kind, Nodes: group.ToArray()))
            : graph.Nodes.Select(node => (Text: Clean(node.Name), node.Kind, Nodes: (FhirGraphNode[])[node]));
        var ordered = groups.OrderBy(static group => group.Text, StringComparer.Ordinal).ThenBy(static group => group.Kind).ToArray();
        if (ordered.Length > FhirGraphDrawingOptions.LargestDrawing)
        {
            throw new InvalidOperationException($"The drawing would have {ordered.Length} nodes, and {FhirGraphDrawingOptions.LargestDrawing} at the most can be drawn: group them by type.");
        }

        var places = new Dictionary<FhirGraphNode, int>(graph.Nodes.Count);
        var nodes = new DrawnNode[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            var (text, kind, members) = ordered[i];
            foreach (var member in members)
            {
                places.Add(member, i);
            }

            var label = !isGrouped && members[0].Resource is { } resource && options.Label?.Invoke(resource) is { Length: > 0 } given ? Clean(given) : null;
            nodes[i] = new(Cut(text), label is null ? null : Cut(label), kind);
        }

        var edges = graph.Edges.GroupBy(edge => (Source: places[edge.Source], Target: places[edge.Target])).OrderBy(static group => group.Key)
            .Select(group => new DrawnEdge(group.Key.Source, group.Key.Target, LabelOf(group, isGrouped), group.Any(static edge => edge.IsInCycle)));
        return new(Clean(options.Title), description, nodes, [.. edges]);
    }

    private static string TextOf(FhirGraphNodeKind kind, string resourceType, int count) => string.Create(CultureInfo.InvariantCulture, $"{(resourceType.Length > 0 ? Clean(resourceType) : "unknown type")} ({count}{kind switch
    {
        FhirGraphNodeKind.Contained => " contained",
        FhirGraphNodeKind.Missing => " missing",
        FhirGraphNodeKind.Elsewhere => " elsewhere",
        _ => "",
    }})");

    private static string LabelOf(IEnumerable<FhirGraphEdge> edges, bool isGrouped)
    {
        var paths = edges.GroupBy(static edge => PathOf(edge.Path), StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal);
        return Cut(Clean(string.Join(", ", paths.Select(group => isGrouped ? string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Count()}") : group.Key))));
    }

    // Without the type, which stands at the node, and without places in lists.
    private static string PathOf(string path)
    {
        var text = new StringBuilder(path.Length);
        var depth = 0;
        foreach (var c in path.AsSpan(path.IndexOf('.', StringComparison.Ordinal) + 1))
        {
            depth += c == '[' ? 1 : 0;
            if (depth == 0)
            {
                text.Append(c);
            }

            depth -= c == ']' ? 1 : 0;
        }

        return text.ToString();
    }

    private static string Cut(string text)
    {
        if (text.Length <= LongestText)
        {
            return text;
        }

        var end = LongestText - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>A text of whoever made the resources: without characters that have no form, that XML cannot hold, or that turn the direction of writing.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isPlain = !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
            clean.Append((isPlain ? rune : Rune.ReplacementChar).ToString());
        }

        return clean.ToString();
    }
}
