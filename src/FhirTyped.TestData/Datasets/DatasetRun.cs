using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>One pass of a dataset's generators.</summary>
/// <param name="order">The generators, each behind those on which it depends.</param>
/// <param name="root">That of the base resources.</param>
/// <param name="options">Seed and reference date.</param>
internal sealed class DatasetRun(IReadOnlyList<DatasetNode> order, DatasetNode root, DatasetOptions options)
{
    private readonly SeededRandom _random = new(options.Seed);

    /// <summary>A resource, and for which other one it was made.</summary>
    private readonly record struct Made(Resource Resource, Resource? Parent);

    public IEnumerable<Resource> All(int count)
    {
        var shared = new Dictionary<string, List<Made>>(StringComparer.Ordinal);
        foreach (var node in order.Where(static node => node.IsShared))
        {
            var random = _random.Derive("shared " + node.Name);
            shared[node.Name] = Make(node, random, parent: null, node.Minimum, 0).ToList();
            LinkAll(node, random.Derive(":links"), shared[node.Name], shared);
            foreach (var (resource, _) in shared[node.Name])
            {
                yield return resource;
            }
        }

        for (var i = 0; i < count; i++)
        {
            foreach (var resource in Group(i, shared))
            {
                yield return resource;
            }
        }
    }

    private List<Resource> Group(int index, Dictionary<string, List<Made>> shared)
    {
        var random = _random.Derive("group", index);
        var made = new Dictionary<string, List<Made>>(shared, StringComparer.Ordinal);
        var all = new List<Resource>();
        foreach (var node in order.Where(static node => !node.IsShared))
        {
            var own = random.Derive(node.Name);
            var resources = node == root ? Make(node, own, parent: null, 1, index).ToList() : Children(node, node.Parent!, own, made[node.Parent!.Name]);
            LinkAll(node, own.Derive(":links"), resources, made);
            made[node.Name] = resources;
            all.AddRange(resources.Select(static item => item.Resource));
        }

        return all;
    }

    private List<Made> Children(DatasetNode node, DatasetDependency dependency, SeededRandom random, List<Made> parents)
    {
        var children = new List<Made>();
        for (var i = 0; i < parents.Count; i++)
        {
            var own = random.Derive(":parent", i);
            if (own.NextDouble() >= dependency.Likelihood)
            {
                continue;
            }

            foreach (var child in Make(node, own, parents[i].Resource, own.Next(node.Minimum, node.Maximum), children.Count))
            {
                dependency.SetReference(child.Resource, child.Parent!.ToReference());
                children.Add(child);
            }
        }

        return children;
    }

    private IEnumerable<Made> Make(DatasetNode node, SeededRandom random, Resource? parent, int count, long first)
    {
        for (var i = 0; i < count; i++)
        {
            var context = new GenerationContext(random.Derive(":resource", i), first + i, options.ReferenceDate, generatesIds: true, parent);
            foreach (var resource in node.Generator.CreateAt(context))
            {
                yield return new(resource, parent);
            }
        }
    }

    private static void LinkAll(DatasetNode node, SeededRandom random, List<Made> resources, Dictionary<string, List<Made>> made)
    {
        foreach (var link in node.Links)
        {
            var targets = made[link.Name];
            var byParent = targets.Where(static target => target.Parent is not null).GroupBy(static target => target.Parent!).ToDictionary(static group => group.Key, static group => group.ToArray());
            var own = random.Derive(link.Name);
            foreach (var (resource, parent) in resources)
            {
                // Two draws for each, whatever comes of them: what one does changes nothing for the next.
                var (isLinked, at) = (own.NextDouble() < link.Likelihood, own.NextDouble());
                var candidates = parent is not null && byParent.TryGetValue(parent, out var near) ? near : (IReadOnlyList<Made>)targets;
                if (isLinked && candidates.Count > 0)
                {
                    link.SetReference(resource, candidates[(int)(at * candidates.Count)].Resource.ToReference());
                }
            }
        }
    }
}
