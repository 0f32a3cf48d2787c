using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A transaction: requests of which the server carries out all or none (https://hl7.org/fhir/R4/http.html#transaction). Its resources
/// may refer to each other: <c>observation.Subject = transaction.Create(patient).ToReference()</c>.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class FhirTransaction : FhirBundleRequest
{
    internal FhirTransaction(ServerExchange exchange)
        : base(exchange, BundleType.Transaction)
    {
    }
}
