using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>Spellings of earlier versions of FHIR, and what R4 has instead (https://hl7.org/fhir/R4/search.html, https://hl7.org/fhir/R4/diff.html).</summary>
internal static class OutdatedNames
{
    private static readonly Dictionary<string, string> Parameters = new(System.StringComparer.Ordinal)
    {
        ["Condition.asserted-date"] = "recorded-date",
        ["DiagnosticReport.image"] = "media",
        ["DocumentReference.class"] = "category",
        ["DocumentReference.created"] = "date",
        ["DocumentReference.indexed"] = "date",
        ["Immunization.notgiven"] = "status",
        ["Immunization.practitioner"] = "performer",
        ["MedicationAdministration.prescription"] = "request",
    };

    /// <summary>What stands for a criterion in R4, as the full name; null where it is up to date.</summary>
    public static string? Find(string resourceType, SearchCriterion criterion) => (criterion.Name, criterion.Modifier) switch
    {
        ("_include" or "_revinclude", "recurse") => criterion.Name + ":iterate",
        ("_sort", "asc" or "desc") => "_sort",
        _ => Parameters.TryGetValue(resourceType + "." + criterion.Name, out var name) ? name : null,
    };
}
