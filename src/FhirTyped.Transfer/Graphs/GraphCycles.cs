namespace FhirTyped.Transfer;

/// <summary>Finds what refers to each other in a circle: the strongly connected components of more than one node (Tarjan, 1972).</summary>
/// <remarks>Without recursion: a chain may have as many links as there are resources.</remarks>
internal static class GraphCycles
{
    /// <summary>Finds them, in the order of their first nodes, and marks the edges that lie in one.</summary>
    public static IReadOnlyList<IReadOnlyList<FhirGraphNode>> Find(IReadOnlyList<FhirGraphNode> nodes, IReadOnlyList<FhirGraphEdge> edges)
    {
        var places = new Dictionary<FhirGraphNode, int>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            places.Add(nodes[i], i);
        }

        var targets = new List<int>[nodes.Count];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = [];
        }

        foreach (var edge in edges)
        {
            targets[places[edge.Source]].Add(places[edge.Target]);
        }

        var component = ComponentsOf(targets);
        var isSelf = new HashSet<int>();
        foreach (var edge in edges)
        {
            var (source, target) = (places[edge.Source], places[edge.Target]);
            edge.IsInCycle = component[source] == component[target];
            if (source == target)
            {
                isSelf.Add(component[source]);
            }
        }

        return [.. Enumerable.Range(0, nodes.Count).GroupBy(i => component[i]).Where(group => isSelf.Contains(group.Key) || group.Skip(1).Any())
            .Select(group => (IReadOnlyList<FhirGraphNode>)[.. group.Select(i => nodes[i])])];
    }

    private static int[] ComponentsOf(List<int>[] targets)
    {
        var (index, low, component) = (new int[targets.Length], new int[targets.Length], new int[targets.Length]);
        Array.Fill(index, -1);
        Array.Fill(component, -1);
        var open = new Stack<int>();
        var way = new Stack<(int Node, int Next)>();
        var count = 0;
        for (var root = 0; root < targets.Length; root++)
        {
            if (index[root] < 0)
            {
                way.Push((root, 0));
            }

            while (way.TryPop(out var step))
            {
                var (node, next) = step;
                if (next == 0)
                {
                    index[node] = low[node] = count++;
                    open.Push(node);
                }
                else
                {
                    low[node] = Math.Min(low[node], LowOf(targets[node][next - 1]));
                }

                while (next < targets[node].Count && index[targets[node][next]] >= 0)
                {
                    low[node] = Math.Min(low[node], LowOf(targets[node][next++]));
                }

                if (next < targets[node].Count)
                {
                    way.Push((node, next + 1));
                    way.Push((targets[node][next], 0));
                }
                else if (low[node] == index[node])
                {
                    while (component[node] < 0)
                    {
                        component[open.Pop()] = node;
                    }
                }
            }
        }

        return component;

        // What belongs to a component already is no way back.
        int LowOf(int node) => component[node] < 0 ? low[node] : int.MaxValue;
    }
}
