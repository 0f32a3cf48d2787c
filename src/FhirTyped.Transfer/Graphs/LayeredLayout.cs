namespace FhirTyped.Transfer;

/// <summary>
/// Places nodes in layers, so that edges lead from left to right (Sugiyama, Tagawa and Toda, 1981): edges of a circle are turned for it, a layer is the longest way to it, and the
/// order in a layer follows the mean of the neighbours. The same drawing has the same layout.
/// </summary>
internal sealed class LayeredLayout
{
    private const int Sweeps = 8;
    private const int MostSteps = 20_000;

    private readonly List<int>[] _before;
    private readonly List<int>[] _after;

    private LayeredLayout(int count, IEnumerable<(int Source, int Target)> forward)
    {
        _before = Lists(count);
        _after = Lists(count);
        foreach (var (source, target) in forward)
        {
            _after[source].Add(target);
            _before[target].Add(source);
        }
    }

    /// <summary>The nodes of each layer from top to bottom.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Layers { get; private init; } = [];

    /// <summary>For each edge of the drawing that is no loop, the nodes on its way in the order of the layers: real ones at the ends, and places that keep it free between.</summary>
    public IReadOnlyDictionary<(int Source, int Target), IReadOnlyList<int>> Ways { get; private init; } = new Dictionary<(int, int), IReadOnlyList<int>>();

    /// <summary>Makes the layout.</summary>
    public static LayeredLayout Of(GraphDrawing drawing)
    {
        var count = drawing.Nodes.Count;
        var edges = drawing.Edges.Where(static edge => edge.Source != edge.Target).Select(static edge => (edge.Source, edge.Target)).ToArray();
        var turned = BackEdges(count, edges);
        var forward = edges.Select(edge => turned.Contains(edge) ? (Source: edge.Target, Target: edge.Source) : edge).Distinct().ToArray();
        var layerOf = LayersOf(new LayeredLayout(count, forward), count);
        var layers = Lists(count == 0 ? 0 : layerOf.Max() + 1);
        for (var node = 0; node < count; node++)
        {
            layers[layerOf[node]].Add(node);
        }

        // A place of its own in each layer that an edge crosses, unless there would be far too many.
        var hasPlaces = forward.Sum(edge => (long)layerOf[edge.Target] - layerOf[edge.Source]) <= MostSteps;
        var next = count;
        var steps = new List<(int Source, int Target)>();
        var waysOf = new Dictionary<(int, int), IReadOnlyList<int>>();
        foreach (var edge in forward)
        {
            var way = new List<int> { edge.Source };
            for (var layer = layerOf[edge.Source] + 1; hasPlaces && layer < layerOf[edge.Target]; layer++)
            {
                layers[layer].Add(next);
                way.Add(next++);
            }

            way.Add(edge.Target);
            steps.AddRange(way.Zip(way.Skip(1)));
            waysOf.Add(edge, way);
        }

        var layout = new LayeredLayout(next, steps)
        {
            Layers = layers,
            Ways = edges.ToDictionary(static edge => edge, edge => turned.Contains(edge) ? [.. waysOf[(edge.Target, edge.Source)].Reverse()] : waysOf[edge]),
        };
        layout.Order(layers);
        return layout;
    }

    /// <summary>The edges that lead back to a node on the way to them, in a walk in depth without recursion.</summary>
    private static HashSet<(int Source, int Target)> BackEdges(int count, IReadOnlyList<(int Source, int Target)> edges)
    {
        var targets = new LayeredLayout(count, edges)._after;
        var back = new HashSet<(int, int)>();
        var (isSeen, isOnWay) = (new bool[count], new bool[count]);
        var way = new Stack<(int Node, int Next)>();
        for (var root = 0; root < count; root++)
        {
            if (!isSeen[root])
            {
                isSeen[root] = true;
                way.Push((root, 0));
            }

            while (way.TryPop(out var step))
            {
                var (node, next) = step;
                isOnWay[node] = next < targets[node].Count;
                if (!isOnWay[node])
                {
                    continue;
                }

                way.Push((node, next + 1));
                var target = targets[node][next];
                if (isOnWay[target])
                {
                    back.Add((node, target));
                }
                else if (!isSeen[target])
                {
                    isSeen[target] = true;
                    way.Push((target, 0));
                }
            }
        }

        return back;
    }

    private static int[] LayersOf(LayeredLayout graph, int count)
    {
        var layers = new int[count];
        var open = graph._before.Select(static before => before.Count).ToArray();
        var ready = new Queue<int>(Enumerable.Range(0, count).Where(node => open[node] == 0));
        while (ready.TryDequeue(out var node))
        {
            foreach (var target in graph._after[node])
            {
                layers[target] = Math.Max(layers[target], layers[node] + 1);
                if (--open[target] == 0)
                {
                    ready.Enqueue(target);
                }
            }
        }

        return layers;
    }

    private void Order(List<int>[] layers)
    {
        var places = new double[_after.Length];
        foreach (var layer in layers)
        {
            Number(layer, places);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isForward = sweep % 2 == 0;
            foreach (var layer in isForward ? layers : layers.AsEnumerable().Reverse())
            {
                var means = layer.ToDictionary(static node => node, node =>
                {
                    var neighbours = isForward ? _before[node] : _after[node];
                    return neighbours.Count == 0 ? places[node] : neighbours.Average(neighbour => places[neighbour]);
                });
                var ordered = layer.OrderBy(node => means[node]).ThenBy(node => places[node]).ToArray();
                layer.Clear();
                layer.AddRange(ordered);
                Number(layer, places);
            }
        }
    }

    // Between 0 and 1, so that layers of different sizes can be compared.
    private static void Number(List<int> layer, double[] places)
    {
        for (var i = 0; i < layer.Count; i++)
        {
            places[layer[i]] = (i + 0.5) / layer.Count;
        }
    }

    private static List<int>[] Lists(int count)
    {
        var lists = new List<int>[count];
        for (var i = 0; i < count; i++)
        {
            lists[i] = [];
        }

        return lists;
    }
}
