using FhirTyped.ModelGenerator.Emit;

namespace FhirTyped.ModelGenerator.Search;

/// <summary>Emits an interface for each search parameter of R4, generic in the query that has the parameter.</summary>
internal static class SearchInterfaceEmitter
{
    // Some parameters are defined on dozens of resource types: the registry lists them all.
    private const int MostNamed = 8;

    /// <summary>Emits one file.</summary>
    public static string Emit(EquatableArray<SearchInterface> interfaces)
    {
        var writer = GeneratedFile.Begin("FhirTyped");
        foreach (var item in interfaces)
        {
            var parameter = item.Type + "Parameter<TQuery>";
            writer.Line($"/// <summary>A query with the search parameter <c>{item.ParameterName}</c> ({item.Type.ToString().ToLowerInvariant()}) of {Describe(item)} (<see href=\"{PageOf(item)}\"/>).</summary>");
            writer.Line("/// <typeparam name=\"TQuery\">The query type itself.</typeparam>");
            using (writer.Block($"public interface {item.Name}<TQuery> where TQuery : FhirQuery<TQuery>, IFhirQuery"))
            {
                writer.Line($"/// <summary>Search parameter <c>{item.ParameterName}</c>.</summary>");

                // A query whose references know where they lead has a property of a more exact type, which C# does not take for
                // this one; the default stands in for it, so that no query has to say it a second time.
                writer.Line(item.Type == SearchParameterType.Reference
                    ? $"{parameter} {item.PropertyName} => new((TQuery)this, \"{item.ParameterName}\");"
                    : $"{parameter} {item.PropertyName} {{ get; }}");
            }

            writer.Line();
        }

        return writer.ToString();
    }

    private static string Describe(SearchInterface item)
    {
        if (item.ResourceTypes.Contains("Resource") || item.ResourceTypes.Contains("DomainResource"))
        {
            return "every resource type";
        }

        return item.ResourceTypes.Count > MostNamed ? $"{item.ResourceTypes.Count} resource types" : string.Join(", ", item.ResourceTypes);
    }

    /// <summary>The page that defines the parameter: of its resource type where it has only one.</summary>
    private static string PageOf(SearchInterface item) => item.ResourceTypes.Count == 1
        ? $"https://hl7.org/fhir/R4/{item.ResourceTypes[0].ToLowerInvariant()}.html#search"
        : "https://hl7.org/fhir/R4/searchparameter-registry.html";
}
