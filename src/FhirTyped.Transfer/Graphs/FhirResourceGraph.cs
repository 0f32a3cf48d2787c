using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>Resources as a graph: which refer to which, by what element, what is missing, and what goes in a circle.</summary>
/// <remarks>Immutable and thread-safe, as long as nobody changes the resources. All of them are in memory.</remarks>
public sealed class FhirResourceGraph
{
    internal FhirResourceGraph(IReadOnlyList<FhirGraphNode> nodes, IReadOnlyList<FhirGraphEdge> edges)
    {
        Nodes = nodes;
        Edges = edges;
        Cycles = GraphCycles.Find(nodes, edges);
    }

    /// <summary>The nodes: the resources in their order, each with those that it contains, and then what they refer to and was not given.</summary>
    public IReadOnlyList<FhirGraphNode> Nodes { get; }

    /// <summary>The edges, one for each reference, in the order of the resources and of the elements in them.</summary>
    public IReadOnlyList<FhirGraphEdge> Edges { get; }

    /// <summary>Sets of nodes that refer to each other in a circle, and nodes that refer to themselves. A node is in one of them at the most.</summary>
    public IReadOnlyList<IReadOnlyList<FhirGraphNode>> Cycles { get; }

    /// <summary>What is referred to and was not given.</summary>
    public IEnumerable<FhirGraphNode> Missing => Nodes.Where(static node => node.Kind == FhirGraphNodeKind.Missing);

    /// <summary>Makes the graph of resources.</summary>
    /// <param name="resources">
    /// The resources. A Bundle stands for its entries, whose <c>fullUrl</c> references may name; a document or a message is a resource by itself. Where two have one type and id, they are
    /// one node with the references of both. OperationOutcomes of a search are left out.
    /// </param>
    /// <param name="baseUrl">The base address of the server that they are of: references below it are to its resources. Null where none is known.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">A resource is null, or the base address is not absolute.</exception>
    public static FhirResourceGraph From(IEnumerable<Resource> resources, Uri? baseUrl = null)
    {
        ArgumentNullException.ThrowIfNull(resources);
        if (baseUrl is { IsAbsoluteUri: false })
        {
            throw new ArgumentException("The base address is not absolute.", nameof(baseUrl));
        }

        var reader = new GraphReader(baseUrl);
        foreach (var resource in resources)
        {
            ArgumentNullException.ThrowIfNull(resource, nameof(resources));
            reader.Add(resource);
        }

        return reader.Read();
    }

    /// <summary>Draws the graph as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html): references lead from left to right, thick ones in a circle.</summary>
    /// <param name="options">How it is drawn; null for the defaults.</param>
    /// <returns>The text; the same graph gives the same text.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">It would have more than <see cref="FhirGraphDrawingOptions.LargestDrawing"/> nodes.</exception>
    public string ToMermaid(FhirGraphDrawingOptions? options = null) => MermaidWriter.Write(Draw(options));

    /// <summary>Draws the graph as SVG (https://www.w3.org/TR/SVG11/), in layers: references lead from left to right. It has no script, and takes on the light or dark scheme of who looks at it.</summary>
    /// <param name="options">How it is drawn; null for the defaults.</param>
    /// <returns>The document; the same graph gives the same document.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">It would have more than <see cref="FhirGraphDrawingOptions.LargestDrawing"/> nodes.</exception>
    public string ToSvg(FhirGraphDrawingOptions? options = null) => GraphSvgWriter.Write(Draw(options));

    /// <summary>How many nodes, edges and cycles there are.</summary>
    public override string ToString() => $"{Nodes.Count} nodes, {Edges.Count} edges, {Cycles.Count} cycles";

    private GraphDrawing Draw(FhirGraphDrawingOptions? options)
    {
        options ??= new();
        options.ThrowIfWrong(nameof(options));
        return GraphDrawing.Of(this, options);
    }
}
