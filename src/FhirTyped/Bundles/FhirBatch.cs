using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A batch: requests that are sent as one and carried out one by one, so that some may fail and others not
/// (https://hl7.org/fhir/R4/http.html#transaction).
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class FhirBatch : FhirBundleRequest
{
    internal FhirBatch(ServerExchange exchange)
        : base(exchange, BundleType.Batch)
    {
    }
}
