namespace FhirTyped.TestData;

/// <summary>The order in which the generators of a dataset work.</summary>
internal static class DatasetOrder
{
    /// <summary>Each behind all on which it depends, otherwise as they were added.</summary>
    /// <exception cref="InvalidOperationException">A name is not there, or generators depend on each other in a circle.</exception>
    public static IReadOnlyList<DatasetNode> Of(IReadOnlyList<DatasetNode> nodes)
    {
        var names = nodes.ToDictionary(static node => node.Name, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var dependency in node.Dependencies)
            {
                if (!names.TryGetValue(dependency.Name, out var other))
                {
                    throw new InvalidOperationException($"'{node.Name}' depends on '{dependency.Name}', and the dataset has no generator of that name.");
                }

                if (node.IsShared && !other.IsShared)
                {
                    throw new InvalidOperationException($"'{node.Name}' is shared by all base resources and cannot depend on '{other.Name}', which is not.");
                }
            }
        }

        var order = new List<DatasetNode>(nodes.Count);
        var open = nodes.ToList();
        while (open.Count > 0)
        {
            var next = open.Find(node => node.Dependencies.All(dependency => !open.Exists(other => other.Name == dependency.Name)))
                ?? throw new InvalidOperationException("Generators depend on each other in a circle: " + string.Join(" → ", CircleIn(open, names)) + ".");
            open.Remove(next);
            order.Add(next);
        }

        return order;
    }

    // From any of those that are left, always on to one that is left: some name comes again.
    private static List<string> CircleIn(List<DatasetNode> open, Dictionary<string, DatasetNode> names)
    {
        var way = new List<string>();
        var node = open[0];
        while (!way.Contains(node.Name, StringComparer.Ordinal))
        {
            way.Add(node.Name);
            node = names[node.Dependencies.First(dependency => open.Exists(other => other.Name == dependency.Name)).Name];
        }

        way.Add(node.Name);
        way.RemoveRange(0, way.IndexOf(node.Name));
        return way;
    }
}
