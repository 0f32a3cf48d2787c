using System.Text.Json;

namespace FhirTyped.FactsTool;

/// <summary>HL7's published definitions, as far as the facts need them.</summary>
internal sealed class Definitions
{
    /// <summary>The only version of FHIR whose definitions are taken.</summary>
    public const string FhirVersion = "4.0.1";

    private Definitions(
        List<StructureDefinition> types,
        Dictionary<string, JsonElement> valueSets,
        Dictionary<string, JsonElement> codeSystems,
        List<JsonElement> searchParameters)
    {
        DataTypes = [.. types.Where(t => t.Kind == "complex-type").OrderBy(t => t.Name, StringComparer.Ordinal)];
        Resources = [.. types.Where(t => t.Kind == "resource").OrderBy(t => t.Name, StringComparer.Ordinal)];
        ValueSets = valueSets;
        CodeSystems = codeSystems;
        SearchParameters = searchParameters;
    }

    /// <summary>The complex data types, with Element and BackboneElement.</summary>
    public IReadOnlyList<StructureDefinition> DataTypes { get; }

    /// <summary>The resources, with Resource and DomainResource.</summary>
    public IReadOnlyList<StructureDefinition> Resources { get; }

    /// <summary>The value sets by URL.</summary>
    public IReadOnlyDictionary<string, JsonElement> ValueSets { get; }

    /// <summary>The code systems by URL.</summary>
    public IReadOnlyDictionary<string, JsonElement> CodeSystems { get; }

    /// <summary>The search parameters, in the order of the standard.</summary>
    public IReadOnlyList<JsonElement> SearchParameters { get; }

    /// <summary>Reads the four bundles of a folder.</summary>
    public static Definitions Load(string folder)
    {
        var types = new List<StructureDefinition>();
        foreach (var file in new[] { "profiles-types.json", "profiles-resources.json" })
        {
            foreach (var resource in Entries(folder, file))
            {
                // The bundle also holds a resource of a later version (SubscriptionStatus) and constraints on types (SimpleQuantity).
                if (resource.Text("resourceType") == "StructureDefinition"
                    && resource.Text("version") == FhirVersion
                    && resource.Text("derivation") != "constraint")
                {
                    types.Add(new StructureDefinition(resource));
                }
            }
        }

        var terminology = Entries(folder, "valuesets.json").ToList();
        return new Definitions(
            types,
            ByUrl(terminology, "ValueSet"),
            ByUrl(terminology, "CodeSystem"),
            [.. Entries(folder, "search-parameters.json")]);
    }

    private static Dictionary<string, JsonElement> ByUrl(List<JsonElement> resources, string type) =>
        resources.Where(r => r.Text("resourceType") == type).ToDictionary(r => r.Text("url")!, StringComparer.Ordinal);

    private static IEnumerable<JsonElement> Entries(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return document.RootElement.Clone().Items("entry").Select(entry => entry.GetProperty("resource"));
    }
}
