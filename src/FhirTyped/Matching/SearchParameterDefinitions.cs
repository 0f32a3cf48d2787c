using FhirTyped.Capabilities;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.Matching;

/// <summary>All search parameters of FHIR R4, from the facts in the assembly. Lines are read when they are first asked for. Thread-safe.</summary>
internal static class SearchParameterDefinitions
{
    private const string ResourceName = "FhirTyped.Matching.SearchParameters";

    private static readonly Lazy<Dictionary<(string Type, string Name), Lazy<SearchParameterDefinition>>> All = new(Load);

    /// <summary>The parameters of all types, by type and name.</summary>
    public static IEnumerable<(string ResourceType, string Name)> Names => All.Value.Keys;

    /// <summary>The parameter of a resource type, or of every type; null where the specification has none.</summary>
    public static SearchParameterDefinition? Find(string resourceType, string name) =>
        All.Value.TryGetValue((resourceType, name), out var definition)
        || All.Value.TryGetValue(("DomainResource", name), out definition)
        || All.Value.TryGetValue(("Resource", name), out definition)
            ? definition.Value
            : null;

    private static Dictionary<(string, string), Lazy<SearchParameterDefinition>> Load()
    {
        using var stream = typeof(SearchParameterDefinitions).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException("The facts of the search parameters are missing from the assembly.");
        using var reader = new StreamReader(stream);
        var all = new Dictionary<(string, string), Lazy<SearchParameterDefinition>>();
        while (reader.ReadLine() is { } line)
        {
            var first = line.IndexOf(' ', StringComparison.Ordinal);
            var second = first < 0 ? -1 : line.IndexOf(' ', first + 1);
            if (second > 0)
            {
                var key = (line[..first], line[(first + 1)..second]);
                all[key] = new Lazy<SearchParameterDefinition>(() => Parse(key.Item1, key.Item2, line[(second + 1)..]));
            }
        }

        return all;
    }

    // <type> [component=<name>|<path>]... TAB <expression>
    private static SearchParameterDefinition Parse(string resourceType, string name, string rest)
    {
        var tab = rest.IndexOf('\t', StringComparison.Ordinal);
        var words = (tab < 0 ? rest : rest[..tab]).Split(' ');
        var components = new List<SearchComponentDefinition>();
        foreach (var word in words.AsSpan(1))
        {
            components.Add(ParseComponent(resourceType, word["component=".Length..]));
        }

        var type = SearchParameterTypes.FromCode(words[0])
            ?? throw new InvalidOperationException($"The facts give {resourceType}.{name} an unknown type.");
        return new SearchParameterDefinition(name, type, [.. components], tab < 0 ? null : rest[(tab + 1)..])
        {
            Codes = type == SearchParameterType.Token ? R4RequiredCodes.Of(resourceType, name) : null,
        };
    }

    private static SearchComponentDefinition ParseComponent(string resourceType, string value)
    {
        var bar = value.IndexOf('|', StringComparison.Ordinal);
        var definition = Find(resourceType, value[..bar])
            ?? throw new InvalidOperationException($"A composite of {resourceType} names the unknown parameter {value[..bar]}.");
        return new SearchComponentDefinition(definition, FhirPathExpression.For(value[(bar + 1)..]));
    }
}
