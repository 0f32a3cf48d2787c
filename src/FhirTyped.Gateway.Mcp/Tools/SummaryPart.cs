using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A part of a patient's summary: where it is found, from the narrowest search to the widest.</summary>
/// <param name="Name">The name.</param>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Queries">The searches, behind <c>patient=…</c>; the first that the platform takes is used.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Most">How many rows there are at most.</param>
internal sealed record SummaryPart(string Name, string ResourceType, IReadOnlyList<string> Queries, IReadOnlyList<RecordColumn> Columns, int Most)
{
    private static readonly RecordColumn Date = RecordColumn.Parse("date=effective|performed|occurrence|authoredOn|period.start|recordedDate|onset|issued|created");

    private static readonly RecordColumn Kind = RecordColumn.Parse("code=code.coding.code|code");

    /// <summary>All parts.</summary>
    public static IReadOnlyList<SummaryPart> All { get; } =
    [
        Of("problems", "Condition", "&clinical-status=active &category=problem-list-item  &category=encounter-diagnosis", "name=code clinical=clinicalStatus.coding.code onset", 15),
        Of("allergies", "AllergyIntolerance", "&clinical-status=active ", "substance=code criticality reaction=reaction.manifestation", 10),
        Of("medications", "MedicationRequest", "&status=active  &intent=order", "medication=medication dosage=dosageInstruction authored=authoredOn", 15),
        Of("laboratory", "Observation", "&category=laboratory&_sort=-date &category=laboratory ", "date=effective|issued name=code value=value|dataAbsentReason flag=interpretation.coding.code", 12),
        Of("vital signs", "Observation", "&category=vital-signs&_sort=-date &category=vital-signs", "date=effective|issued name=code value=value|component.value", 8),
        Of("immunizations", "Immunization", " ", "date=occurrence vaccine=vaccineCode status", 8),
        Of("procedures", "Procedure", " ", "date=performed name=code status", 8),
        Of("encounters", "Encounter", " ", "period type=type|class.code status", 6),
    ];

    /// <summary>The search as the platform takes it; null where it takes none.</summary>
    public FhirCall? FindRequest(GatewayPlatform platform, string patient)
    {
        foreach (var query in Queries)
        {
            var call = new FhirCall(HttpMethod.Get, SearchTool.UrlOf(platform, ResourceType, "patient=" + patient + query, 50));
            if (!platform.Exchange.IsRefused(platform.Exchange.Judge(call)))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>The newest; of results of the same kind, the last.</summary>
    public IReadOnlyList<JsonElement> Choose(IReadOnlyList<JsonElement> matches)
    {
        var sorted = matches.OrderByDescending(static match => Date.ValueOf(match) ?? "", StringComparer.Ordinal);
        return [.. (ResourceType == "Observation" ? sorted.DistinctBy(KindOf, StringComparer.Ordinal) : sorted).Take(Most)];
    }

    private static SummaryPart Of(string name, string type, string queries, string columns, int most) => new(name, type, queries.Split(' '), [.. columns.Split(' ').Select(RecordColumn.Parse)], most);

    private static string KindOf(JsonElement observation) => Kind.ValueOf(observation) ?? "";
}
