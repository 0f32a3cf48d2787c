namespace FhirTyped.ServerBenchmark;

/// <summary>What is measured.</summary>
public enum ServerBenchmarkOperation
{
    /// <summary>Creates of one patient each: POST Patient (https://hl7.org/fhir/R4/http.html#create).</summary>
    Insert,

    /// <summary>Batches of creates (https://hl7.org/fhir/R4/http.html#transaction).</summary>
    BatchInsert,

    /// <summary>Transactions of resources that refer to each other.</summary>
    DatasetInsert,

    /// <summary>Searches with all their pages (https://hl7.org/fhir/R4/http.html#search).</summary>
    Query,

    /// <summary>Updates of one patient each: PUT Patient/[id] (https://hl7.org/fhir/R4/http.html#update).</summary>
    Update,

    /// <summary>Deletes of one patient each: DELETE Patient/[id] (https://hl7.org/fhir/R4/http.html#delete).</summary>
    Delete,

    /// <summary>Batches of deletes.</summary>
    BatchDelete,
}
