namespace FhirTyped.Sandbox;

/// <summary>Where each search parameter of FHIR R4 looks: its type and its expression.</summary>
/// <param name="Type">The parameter's type, for example <c>token</c>.</param>
/// <param name="Expression">Its FHIRPath expression.</param>
internal sealed record SearchParameterFact(string Type, string Expression)
{
    private static readonly Lazy<Dictionary<(string, string), SearchParameterFact>> All = new(Load);

    /// <summary>The parameter of a resource type, or of every type; or null.</summary>
    public static SearchParameterFact? Find(string resourceType, string name) =>
        All.Value.GetValueOrDefault((resourceType, name)) ?? All.Value.GetValueOrDefault(("DomainResource", name)) ?? All.Value.GetValueOrDefault(("Resource", name));

    private static Dictionary<(string, string), SearchParameterFact> Load()
    {
        var facts = new Dictionary<(string, string), SearchParameterFact>();
        using var reader = new StreamReader(typeof(SearchParameterFact).Assembly.GetManifestResourceStream("FhirTyped.Sandbox.SearchParameters")!);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0 && line[..tab].Split(' ') is [var resource, var name, var type, ..])
            {
                facts[(resource, name)] = new(type, line[(tab + 1)..]);
            }
        }

        return facts;
    }
}
