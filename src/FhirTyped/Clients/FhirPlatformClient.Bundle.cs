namespace FhirTyped;

// batch and transaction: https://hl7.org/fhir/R4/http.html#transaction.
public abstract partial class FhirPlatformClient
{
    /// <summary>Begins a batch. Generated code calls it.</summary>
    protected FhirBatch NewBatch() => new(Exchange);

    /// <summary>Begins a transaction. Generated code calls it.</summary>
    protected FhirTransaction NewTransaction() => new(Exchange);
}
