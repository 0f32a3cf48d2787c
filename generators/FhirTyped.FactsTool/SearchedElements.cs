using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>An element that a search parameter looks at.</summary>
/// <param name="Element">Its definition.</param>
/// <param name="Type">The only type of it that counts, or null: <c>(Observation.value as CodeableConcept)</c>.</param>
/// <param name="Target">The only resource type of a reference that counts, or null: <c>subject.where(resolve() is Patient)</c>.</param>
internal sealed record SearchedElement(XElement Element, string? Type, string? Target)
{
    /// <summary>The types of it that count.</summary>
    public IEnumerable<string> Types => TypeElements.Select(static type => type.Text("code")!);

    /// <summary>The resource types to which it can refer; <c>Resource</c> is any.</summary>
    public IEnumerable<string> Targets => Target is null
        ? TypeElements.SelectMany(static type => type.Texts("targetProfile")).Select(static profile => profile.Split('/')[^1]).DefaultIfEmpty("Resource")
        : [Target];

    private IEnumerable<XElement> TypeElements => Element.Items("type").Where(type => Type is null || type.Text("code") == Type);
}

/// <summary>Finds the elements at which a search parameter looks, where its expression is a plain path.</summary>
internal sealed partial class SearchedElements(Definitions definitions)
{
    private readonly Dictionary<string, XElement> _elements = definitions.DataTypes.Concat(definitions.Resources)
        .SelectMany(static type => type.OwnElements)
        .ToDictionary(static element => element.Text("path")!, StringComparer.Ordinal);

    /// <summary>The elements, or null where one of the alternatives is more than a plain path: then nothing is certain.</summary>
    public IReadOnlyList<SearchedElement>? Of(XElement parameter, string resource)
    {
        var elements = new List<SearchedElement>();
        foreach (var alternative in SearchParameterFacts.Alternatives(parameter.Text("expression") ?? "", resource))
        {
            if (Find(alternative) is not { } element)
            {
                return null;
            }

            elements.Add(element);
        }

        return elements.Count > 0 ? elements : null;
    }

    private SearchedElement? Find(string expression)
    {
        var path = expression;
        string? type = null;
        string? target = null;
        if (Cast().Match(path) is { Success: true } cast)
        {
            (path, type) = (cast.Groups[1].Value, cast.Groups[2].Value);
        }
        else if (Resolved().Match(path) is { Success: true } resolved)
        {
            (path, target) = (resolved.Groups[1].Value, resolved.Groups[2].Value);
        }

        return PlainPath().IsMatch(path) && Walk(path.Split('.')) is { } element ? new(element, type, target) : null;
    }

    private XElement? Walk(string[] steps)
    {
        var parent = steps[0];
        XElement? element = null;
        foreach (var step in steps.Skip(1))
        {
            var path = parent + "." + step;
            element = _elements.GetValueOrDefault(path) ?? _elements.GetValueOrDefault(path + "[x]");
            if (element is null)
            {
                return null;
            }

            // The elements below are those of the component itself, of the component that it repeats, or of its data type.
            parent = element.Text("contentReference")?.TrimStart('#')
                ?? (element.Items("type").Select(static t => t.Text("code")!).ToList() is [not ("BackboneElement" or "Element") and var type] ? type : path);
        }

        return element;
    }

    [GeneratedRegex(@"^\(([\w.]+) as (\w+)\)$")]
    private static partial Regex Cast();

    [GeneratedRegex(@"^([\w.]+)\.where\(resolve\(\) is (\w+)\)$")]
    private static partial Regex Resolved();

    [GeneratedRegex(@"^[A-Z]\w*(\.\w+)+$")]
    private static partial Regex PlainPath();
}
