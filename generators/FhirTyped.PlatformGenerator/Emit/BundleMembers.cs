using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>The members of a platform's class for batch and transaction.</summary>
internal static class BundleMembers
{
    /// <summary>Writes those that the system interactions have.</summary>
    public static void Write(CodeWriter writer, FhirInteraction interactions)
    {
        if ((interactions & FhirInteraction.Batch) != 0)
        {
            writer
                .Line()
                .Line("/// <summary>Begins a batch: requests that are sent as one and carried out one by one (<see href=\"https://hl7.org/fhir/R4/http.html#transaction\"/>).</summary>")
                .Line("public global::FhirTyped.FhirBatch Batch() => NewBatch();");
        }

        if ((interactions & FhirInteraction.Transaction) != 0)
        {
            writer
                .Line()
                .Line("/// <summary>Begins a transaction: requests of which the server carries out all or none (<see href=\"https://hl7.org/fhir/R4/http.html#transaction\"/>).</summary>")
                .Line("public global::FhirTyped.FhirTransaction Transaction() => NewTransaction();");
        }
    }
}
