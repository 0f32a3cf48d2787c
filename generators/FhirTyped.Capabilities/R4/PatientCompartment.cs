using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// What belongs to a patient, as FHIR R4 (4.0.1) defines it (https://hl7.org/fhir/R4/compartmentdefinition-patient.html): a resource
/// is in the compartment of each patient to which one of these search parameters leads from it.
/// </summary>
/// <remarks>
/// Read once, on first use, from facts inside the assembly. Thread-safe. The patient's own resource is in its compartment as well:
/// the definition's <c>link</c> of Patient stands for others that are linked to it.
/// </remarks>
internal static class PatientCompartment
{
    /// <summary>The search parameters of a resource type that lead to the patient; none where the type is in no patient's compartment.</summary>
    public static IReadOnlyList<string> ParametersOf(string resourceType) =>
        Facts.Parameters.TryGetValue(resourceType, out var parameters) ? parameters : Array.Empty<string>();

    private static Dictionary<string, IReadOnlyList<string>> Load()
    {
        var byType = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var words in EmbeddedFacts.Lines("patient-compartment.facts"))
        {
            var parameters = new string[words.Length - 1];
            Array.Copy(words, 1, parameters, 0, parameters.Length);
            byType.Add(words[0], parameters);
        }

        return byType;
    }

    private static class Facts
    {
        public static readonly Dictionary<string, IReadOnlyList<string>> Parameters = Load();
    }
}
