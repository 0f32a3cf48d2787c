namespace FhirTyped.ServerBenchmark;

/// <summary>A search that is measured.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="RelativeUrl">Type and query, percent-encoded: <c>Patient?birthdate=lt2020</c>.</param>
public sealed record ServerBenchmarkQuery(string Name, string RelativeUrl)
{
    /// <summary>The six searches of fhir-kindling's benchmark; the data that is inserted has matches for each.</summary>
    public static IReadOnlyList<ServerBenchmarkQuery> Defaults { get; } =
    [
        new("all patients", "Patient"),
        new("patients born 1971 to 2019", "Patient?birthdate=lt2020&birthdate=gt1970"),
        new("patients with observations", "Patient?_revinclude=Observation:subject"),
        new("patients of emergencies, with immunizations", "Patient?_has:Encounter:subject:class=EMER&_revinclude=Immunization:patient"),
        new("patients with COVID-19, with immunizations", "Patient?_has:Condition:subject:code=RA01.0&_revinclude=Immunization:patient"),
        new("low respiratory rates, with patients", "Observation?component-code-value-quantity=http://loinc.org%7C9279-1%24lt20&_include=Observation:subject"),
    ];
}
