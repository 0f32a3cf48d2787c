using System.Xml;
using static FhirTyped.SvgWriter;

namespace FhirTyped.Transfer;

/// <summary>Writes a drawing as SVG (https://www.w3.org/TR/SVG11/).</summary>
internal static class GraphSvgWriter
{
    private const string Style = """
        svg{font:13px system-ui,sans-serif;background:#fff}
        text{fill:#1b1b1f}
        .node rect{fill:#eef3fb;stroke:#3b5b8c}
        .contained rect{fill:#f4effa;stroke:#6b4f8c}
        .missing rect{fill:#fff;stroke:#b3261e;stroke-dasharray:5 3}
        .elsewhere rect{fill:#fff;stroke:#5f6368;stroke-dasharray:2 3}
        .label{font-size:11px;fill:#44474f;paint-order:stroke;stroke:#fff;stroke-width:3px}
        .edge{fill:none;stroke:#5f6368}
        .cycle{stroke:#b3261e;stroke-width:2}
        #arrow path{fill:#5f6368}
        #cycle-arrow path{fill:#b3261e}
        @media (prefers-color-scheme:dark){
        svg{background:#1b1b1f}
        text{fill:#e3e2e6}
        .node rect{fill:#22304a;stroke:#9db7e8}
        .contained rect{fill:#332842;stroke:#cbb0ec}
        .missing rect{fill:#1b1b1f;stroke:#f2b8b5}
        .elsewhere rect{fill:#1b1b1f;stroke:#c4c6cf}
        .label{fill:#c4c6cf;stroke:#1b1b1f}
        .edge{stroke:#c4c6cf}
        .cycle{stroke:#f2b8b5}
        #arrow path{fill:#c4c6cf}
        #cycle-arrow path{fill:#f2b8b5}
        }
        """;

    /// <summary>Writes it.</summary>
    public static string Write(GraphDrawing drawing)
    {
        var places = GraphPlaces.Of(drawing);
        var labels = new LabelPlaces();
        return SvgWriter.Write(places.Width, places.Height, drawing.Title, drawing.Description, Style, xml =>
        {
            Start(xml, "defs");
            Arrow(xml, "arrow");
            Arrow(xml, "cycle-arrow");
            xml.WriteEndElement();
            foreach (var edge in drawing.Edges)
            {
                Edge(xml, edge, places, labels, drawing);
            }

            for (var i = 0; i < drawing.Nodes.Count; i++)
            {
                Node(xml, drawing.Nodes[i], places.Nodes[i]);
            }
        });
    }

    private static void Arrow(XmlWriter xml, string id)
    {
        Start(xml, "marker");
        foreach (var (name, value) in new[] { ("id", id), ("viewBox", "0 0 8 8"), ("refX", "8"), ("refY", "4"), ("markerWidth", "8"), ("markerHeight", "8"), ("markerUnits", "userSpaceOnUse"), ("orient", "auto") })
        {
            xml.WriteAttributeString(name, value);
        }

        Element(xml, "path", null, ("d", "M0 0L8 4L0 8z"));
        xml.WriteEndElement();
    }

    private static void Edge(XmlWriter xml, DrawnEdge edge, GraphPlaces places, LabelPlaces labels, GraphDrawing drawing)
    {
        var (path, candidates) = places.WayOf(edge);
        var (x, y) = labels.Take(candidates, GraphPlaces.WidthOf(edge.Label));
        Start(xml, "g");
        Element(xml, "title", $"{drawing.Nodes[edge.Source].Text} to {drawing.Nodes[edge.Target].Text}: {edge.Label}{(edge.IsInCycle ? " (in a circle)" : "")}");
        Element(xml, "path", null, ("class", edge.IsInCycle ? "edge cycle" : "edge"), ("marker-end", edge.IsInCycle ? "url(#cycle-arrow)" : "url(#arrow)"), ("d", path));
        Element(xml, "text", edge.Label, ("class", "label"), ("x", Number(x)), ("y", Number(y)), ("text-anchor", "middle"));
        xml.WriteEndElement();
    }

    private static void Node(XmlWriter xml, DrawnNode node, GraphPlace place)
    {
        Start(xml, "g");
        xml.WriteAttributeString("class", "node" + node.Kind switch
        {
            FhirGraphNodeKind.Contained => " contained",
            FhirGraphNodeKind.Missing => " missing",
            FhirGraphNodeKind.Elsewhere => " elsewhere",
            _ => "",
        });
        Element(xml, "title", node.Text + (node.Kind == FhirGraphNodeKind.Missing ? " (missing)" : ""));
        Element(xml, "rect", null, ("x", Number(place.X)), ("y", Number(place.Y)), ("width", Number(place.Width)), ("height", Number(place.Height)), ("rx", "5"));
        Element(xml, "text", node.Text, ("x", Number(place.X + GraphPlaces.Padding)), ("y", Number(place.Y + 18)));
        if (node.Label is { } label)
        {
            Element(xml, "text", label, ("class", "label"), ("x", Number(place.X + GraphPlaces.Padding)), ("y", Number(place.Y + 34)));
        }

        xml.WriteEndElement();
    }
}
