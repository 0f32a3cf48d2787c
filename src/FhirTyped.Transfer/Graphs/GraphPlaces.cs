using System.Globalization;
using System.Text;

namespace FhirTyped.Transfer;

/// <summary>Where everything of a drawing stands, in whole pixels, so that every machine gives the same.</summary>
internal sealed class GraphPlaces
{
    /// <summary>Between a node's edge and its text.</summary>
    public const int Padding = 10;

    private const int Margin = 20;
    private const int NodeHeight = 28;
    private const int LabelHeight = 16;
    private const int Gap = 14;
    private const int WidthOfCharacter = 8;
    private const int WidthOfWideCharacter = 14;
    private const int ShortestEdge = 70;
    private const int LoopSize = 22;

    private static readonly double[] PlacesOnCurve = [0.5, 0.35, 0.65, 0.25, 0.75];

    private readonly LayeredLayout _layout;

    private GraphPlaces(LayeredLayout layout, IReadOnlyDictionary<int, GraphPlace> nodes, int width, int height) => (_layout, Nodes, Width, Height) = (layout, nodes, width, height);

    /// <summary>The nodes by their places in the drawing, and behind them the places that edges keep free.</summary>
    public IReadOnlyDictionary<int, GraphPlace> Nodes { get; }

    /// <summary>The width of all.</summary>
    public int Width { get; }

    /// <summary>The height of all.</summary>
    public int Height { get; }

    /// <summary>Places a drawing.</summary>
    public static GraphPlaces Of(GraphDrawing drawing)
    {
        var layout = LayeredLayout.Of(drawing);
        var heights = layout.Layers.Select(layer => layer.Sum(node => HeightOf(drawing, node) + Gap) - Gap).ToArray();
        var tallest = heights.Append(0).Max();
        var places = new Dictionary<int, GraphPlace>();
        var x = Margin;
        for (var i = 0; i < layout.Layers.Count; i++)
        {
            var layer = layout.Layers[i];
            var y = Margin + LoopSize + ((tallest - heights[i]) / 2);
            foreach (var node in layer)
            {
                var height = HeightOf(drawing, node);
                places.Add(node, new(x, y, WidthOf(drawing, node), height));
                y += height + Gap;
            }

            x += layer.Max(node => WidthOf(drawing, node)) + RoomBehind(drawing, layer);
        }

        var right = places.Values.Select(static place => place.Right).Append(Margin).Max();
        return new(layout, places, right + LoopSize + Margin, tallest + LoopSize + (2 * Margin));
    }

    /// <summary>The path of an edge, and where its text may stand, the best place first.</summary>
    public (string Path, IReadOnlyList<(int X, int Y)> Places) WayOf(DrawnEdge edge)
    {
        if (edge.Source == edge.Target)
        {
            var place = Nodes[edge.Source];
            return (string.Create(CultureInfo.InvariantCulture, $"M{place.Right - 24} {place.Y}C{place.Right - 24} {place.Y - LoopSize} {place.Right + LoopSize} {place.Y - LoopSize} {place.Right} {place.Y + 6}"),
                [(place.Right - 4, place.Y - LoopSize + 8)]);
        }

        var way = _layout.Ways[(edge.Source, edge.Target)];
        var isBack = Nodes[way[0]].X > Nodes[way[^1]].X;
        var path = new StringBuilder();
        var from = isBack ? Left(way[0]) : Right(way[0]);
        path.Append(CultureInfo.InvariantCulture, $"M{from.X} {from.Y}");
        var places = new List<(int X, int Y)>();
        for (var i = 1; i < way.Count; i++)
        {
            var to = isBack ? Right(way[i]) : Left(way[i]);
            var bend = (to.X - from.X) / 2;
            path.Append(CultureInfo.InvariantCulture, $"C{from.X + bend} {from.Y} {to.X - bend} {to.Y} {to.X} {to.Y}");
            places.AddRange(PlacesOnCurve.Select(part => OnCurve(from, to, part)));
            from = isBack ? Left(way[i]) : Right(way[i]);
        }

        return (path.ToString(), places);
    }

    /// <summary>How wide a text is.</summary>
    // Without a font there is only what is enough.
    public static int WidthOf(string text) => text.EnumerateRunes().Sum(static rune => rune.Value < 0x1100 ? WidthOfCharacter : WidthOfWideCharacter);

    // A point of the curve of an edge (https://www.w3.org/TR/SVG11/paths.html#PathDataCubicBezierCommands), a little above it.
    private static (int X, int Y) OnCurve((int X, int Y) from, (int X, int Y) to, double part)
    {
        var rest = 1 - part;
        var middle = (from.X + to.X) / 2.0;
        var x = (rest * rest * rest * from.X) + (3 * rest * rest * part * middle) + (3 * rest * part * part * middle) + (part * part * part * to.X);
        var y = (((rest * rest * rest) + (3 * rest * rest * part)) * from.Y) + (((3 * rest * part * part) + (part * part * part)) * to.Y);
        return ((int)Math.Round(x), (int)Math.Round(y) - 3);
    }

    private (int X, int Y) Left(int node) => (Nodes[node].X, Nodes[node].Middle);

    private (int X, int Y) Right(int node) => (Nodes[node].Right, Nodes[node].Middle);

    // The texts of the edges stand between two layers.
    private static int RoomBehind(GraphDrawing drawing, IReadOnlyList<int> layer)
    {
        var members = layer.ToHashSet();
        var longest = drawing.Edges.Where(edge => members.Contains(edge.Source) || members.Contains(edge.Target)).Select(static edge => WidthOf(edge.Label)).Append(0).Max();
        return ShortestEdge + longest;
    }

    private static int HeightOf(GraphDrawing drawing, int node) => node >= drawing.Nodes.Count ? 0 : NodeHeight + (drawing.Nodes[node].Label is null ? 0 : LabelHeight);

    private static int WidthOf(GraphDrawing drawing, int node) => node >= drawing.Nodes.Count ? 0
        : (2 * Padding) + Math.Max(WidthOf(drawing.Nodes[node].Text), WidthOf(drawing.Nodes[node].Label ?? ""));
}
