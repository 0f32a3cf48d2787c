using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>
/// Makes resources that depend on each other: base resources, for each of them others that refer to it, for each of those again others, and resources that all share. Every resource comes after those
/// to which it refers. What belongs to one base resource follows from the seed and its index alone.
/// </summary>
public sealed class DatasetGenerator
{
    private readonly List<DatasetNode> _nodes = [];
    private readonly DatasetOptions _options;
    private readonly int _count;

    /// <summary>Creates a dataset of base resources.</summary>
    /// <param name="name">The name of the base resources: <c>"patients"</c>.</param>
    /// <param name="generator">Makes them.</param>
    /// <param name="count">How many.</param>
    /// <param name="options">Seed and reference date; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="generator"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public DatasetGenerator(string name, ResourceGenerator generator, int count, DatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _nodes.Add(new(name, generator, 1, 1));
        _count = count;
        _options = options ?? new();
    }

    /// <summary>Adds resources that are made once, and to which any others may refer: practitioners, organizations.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="generator">Makes them.</param>
    /// <param name="count">How many.</param>
    /// <returns>This generator.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, blank or taken.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="generator"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public DatasetGenerator AddShared(string name, ResourceGenerator generator, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        AddNode(new(name, generator, count, count) { IsShared = true });
        return this;
    }

    /// <summary>
    /// Adds resources that are made for each resource of another name:
    /// <c>.Add("conditions", conditions, "patients", (condition, patient) =&gt; condition.Subject = patient, likelihood: 0.6)</c>.
    /// </summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="name">Their name.</param>
    /// <param name="generator">Makes them; a time series makes a series for each.</param>
    /// <param name="dependsOn">The name of those for which they are made; it may be added later.</param>
    /// <param name="reference">Sets the reference to it; null, the default, where there is none: a second dose is given to who had a first one, and does not refer to it.</param>
    /// <param name="likelihood">How likely it is that there are any: 1, the default, for always.</param>
    /// <param name="minimum">How many there are at least where there are any; 1 by default.</param>
    /// <param name="maximum">How many there are at most; by default as many as <paramref name="minimum"/>.</param>
    /// <returns>This generator.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, blank or taken, or <paramref name="dependsOn"/> is null or blank.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="generator"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="likelihood"/> is not between 0 and 1, or the numbers are not 1 or more, the smaller first.</exception>
    public DatasetGenerator Add<T>(string name, ResourceGenerator<T> generator, string dependsOn, Action<T, ResourceReference>? reference = null, double likelihood = 1, int minimum = 1, int? maximum = null)
        where T : Resource, IFhirResource<T>, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dependsOn);
        Probability.Require(likelihood);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum ?? minimum, minimum, nameof(maximum));
        AddNode(new(name, generator, minimum, maximum ?? minimum) { Parent = new(dependsOn, (resource, target) => reference?.Invoke((T)resource, target), likelihood) });
        return this;
    }

    /// <summary>
    /// Adds a further reference: to one of the shared resources of another name, or to one of those that were made for the same resource, else for the same base resource. Where there is none, there is no reference.
    /// </summary>
    /// <typeparam name="T">The resource type of <paramref name="name"/>.</typeparam>
    /// <param name="name">The name of those that refer.</param>
    /// <param name="dependsOn">The name of those to which they refer; it may be added later.</param>
    /// <param name="reference">Sets the reference.</param>
    /// <param name="likelihood">How likely the reference is there: 1, the default, for always.</param>
    /// <returns>This generator.</returns>
    /// <exception cref="ArgumentException">There is nothing of that name, or it is of another type than <typeparamref name="T"/>, or <paramref name="dependsOn"/> is null or blank.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="reference"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="likelihood"/> is not between 0 and 1.</exception>
    public DatasetGenerator Link<T>(string name, string dependsOn, Action<T, ResourceReference> reference, double likelihood = 1)
        where T : Resource, IFhirResource<T>, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dependsOn);
        ArgumentNullException.ThrowIfNull(reference);
        Probability.Require(likelihood);
        var node = _nodes.Find(node => node.Name == name) ?? throw new ArgumentException($"The dataset has no generator '{name}'.", nameof(name));
        if (node.Generator is not ResourceGenerator<T>)
        {
            throw new ArgumentException($"'{name}' makes {node.Generator.ResourceType}, not {T.ResourceType}.", nameof(name));
        }

        node.Links.Add(new(dependsOn, (resource, target) => reference((T)resource, target), likelihood));
        return this;
    }

    /// <summary>
    /// Makes the resources while they are enumerated: first the shared ones, then base resource by base resource with all that belongs to it. No more than that is in memory.
    /// </summary>
    /// <exception cref="InvalidOperationException">A name is not there, or generators depend on each other in a circle.</exception>
    public IEnumerable<Resource> Stream() => new DatasetRun(DatasetOrder.Of(_nodes), _nodes[0], _options).All(_count);

    /// <summary>Makes all resources.</summary>
    /// <exception cref="InvalidOperationException">A name is not there, or generators depend on each other in a circle.</exception>
    public Dataset Generate() => new(Stream());

    /// <summary>What is made in which order and number, one line each, for people.</summary>
    /// <exception cref="InvalidOperationException">A name is not there, or generators depend on each other in a circle.</exception>
    public string Explain() => DatasetDescription.Explain(DatasetOrder.Of(_nodes), _nodes[0], _count);

    /// <summary>The dependencies as a Mermaid flowchart. <see href="https://mermaid.js.org/syntax/flowchart.html"/></summary>
    /// <exception cref="InvalidOperationException">A name is not there, or generators depend on each other in a circle.</exception>
    public string ToMermaid() => DatasetDescription.ToMermaid(DatasetOrder.Of(_nodes));

    private void AddNode(DatasetNode node)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(node.Name, "name");
        ArgumentNullException.ThrowIfNull(node.Generator, "generator");
        if (_nodes.Exists(other => other.Name == node.Name))
        {
            throw new ArgumentException($"The dataset has a generator '{node.Name}' already.", nameof(node));
        }

        _nodes.Add(node);
    }
}
