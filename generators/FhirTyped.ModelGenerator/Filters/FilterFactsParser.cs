namespace FhirTyped.ModelGenerator.Filters;

/// <summary>Reads the facts of search parameters; src/FhirTyped.R4/spec/README.md has the grammar.</summary>
internal static class FilterFactsParser
{
    private const string EveryType = "Resource";
    private const string EveryNarrative = "DomainResource";

    /// <summary>
    /// A filter for each resource type that is not abstract, and one for what all of them have. A parameter without an expression
    /// (<c>_text</c>, <c>_content</c>, <c>_query</c>) cannot be told from a resource, so no filter has it.
    /// </summary>
    /// <param name="text">The facts.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static IEnumerable<FilterSpec> Parse(string text, CancellationToken cancellation)
    {
        var filters = new SortedDictionary<string, List<FilterPropertySpec>>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            cancellation.ThrowIfCancellationRequested();
            var tab = line.IndexOf('\t');
            var words = line.Split(' ', '\t');
            if (words[0].Length == 0 || words[0] == EveryNarrative)
            {
                continue;
            }

            if (!filters.TryGetValue(words[0], out var properties))
            {
                filters.Add(words[0], properties = new());
            }

            if (tab > 0)
            {
                properties.Add(new(CSharpNames.Pascal(words[1]), words[1], words[2], SearchedElements.Describe(line.Substring(tab + 1).TrimEnd('\r'))));
            }
        }

        if (filters.TryGetValue(EveryType, out var common))
        {
            filters.Remove(EveryType);
            foreach (var property in common.ToArray())
            {
                if (IsTaken(filters.Values, property.Name))
                {
                    common.Remove(property);
                    AddToEach(filters.Values, property);
                }
            }

            yield return new(EveryType, new(common.ToArray()));
        }

        foreach (var filter in filters)
        {
            yield return new(filter.Key, new(filter.Value.ToArray()));
        }
    }

    /// <summary>Whether a filter is the base of the others.</summary>
    public static bool IsBase(FilterSpec filter) => filter.ResourceType == EveryType;

    /// <summary><c>_source</c> is <c>Source</c>, but where a type has a <c>source</c> of its own, as in the queries of platforms.</summary>
    private static void AddToEach(IEnumerable<List<FilterPropertySpec>> filters, FilterPropertySpec property)
    {
        foreach (var properties in filters)
        {
            properties.Add(IsTaken(properties, property.Name) ? property with { Name = property.Name + "Parameter" } : property);
        }
    }

    private static bool IsTaken(IEnumerable<List<FilterPropertySpec>> filters, string name)
    {
        foreach (var properties in filters)
        {
            if (IsTaken(properties, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTaken(List<FilterPropertySpec> properties, string name)
    {
        foreach (var property in properties)
        {
            if (property.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
