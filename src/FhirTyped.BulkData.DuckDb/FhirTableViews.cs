namespace FhirTyped.BulkData.DuckDb;

/// <summary>
/// The ViewDefinitions that are built in, for the types of US Core, and those of a folder. <see href="https://sql-on-fhir.org/ig/StructureDefinition-ViewDefinition.html"/>
/// </summary>
/// <remarks>
/// Views of the same name fill one table, and must have the same columns. Two tags tell what SQL on FHIR cannot: <c>fhirtyped/partition</c> with
/// <c>month</c> (of a date) or <c>value</c> names the column by which Parquet files are divided; <c>fhirtyped/ucum</c> on a number names the column with its
/// UCUM code, and gives two columns more, with the number in a unit that all units of its kind are turned into.
/// </remarks>
public static class FhirTableViews
{
    /// <summary>The tags by which a Parquet table is divided: <c>month</c> or <c>value</c>.</summary>
    public const string PartitionTag = "fhirtyped/partition";

    /// <summary>The tag of a number that names the column with its UCUM code.</summary>
    public const string UcumTag = "fhirtyped/ucum";

    private const string Folder = "Views/";

    private static readonly Lazy<IReadOnlyList<ViewDefinition>> ReadOnce = new(ParseBuiltIn);

    /// <summary>The built-in views: tables of the types of US Core, <c>observation_component</c>, and <c>coding</c>, the side table of all codings.</summary>
    public static IReadOnlyList<ViewDefinition> BuiltIn => ReadOnce.Value;

    /// <summary>The JSON of the built-in views by the names of their files without extension, to begin one's own with.</summary>
    public static IReadOnlyDictionary<string, string> BuiltInJson { get; } = ReadBuiltIn();

    /// <summary>Reads the views of a folder: each file <c>*.json</c> in it, in ordinal order.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null or empty.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FhirTableException">A file is no ViewDefinition, or has no name; or there is no file.</exception>
    public static IReadOnlyList<ViewDefinition> Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var views = new List<ViewDefinition>();
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                views.Add(ViewDefinition.Parse(File.ReadAllBytes(file)));
            }
            catch (ViewDefinitionException exception)
            {
                throw new FhirTableException($"{file}: {exception.Message}", exception);
            }
        }

        return views.Count > 0 ? views : throw new FhirTableException($"{folder} has no ViewDefinition: no file *.json.");
    }

    private static ViewDefinition[] ParseBuiltIn() => [.. BuiltInJson.Values.Select(static json => ViewDefinition.Parse(json))];

    private static SortedDictionary<string, string> ReadBuiltIn()
    {
        var assembly = typeof(FhirTableViews).Assembly;
        var views = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            views.Add(Path.GetFileNameWithoutExtension(name[Folder.Length..]), reader.ReadToEnd());
        }

        return views;
    }
}
