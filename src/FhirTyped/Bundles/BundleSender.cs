using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Sends a batch or transaction that stands already: POST [base] (https://hl7.org/fhir/R4/http.html#transaction).</summary>
internal static class BundleSender
{
    /// <summary>Sends it. The answer's resource is a Bundle of responses.</summary>
    /// <exception cref="FhirProtocolException">It is none, or cannot be read: nobody knows what was carried out.</exception>
    public static async Task<FhirAnswer> SendAsync(ServerExchange exchange, Bundle bundle, CancellationToken cancellationToken)
    {
        var isTransaction = bundle.Type?.Value == BundleType.Transaction;
        var request = isTransaction ? "POST transaction" : "POST batch";
        var answer = await exchange.SendAsync(
            WriteRequest.WithBody(
                bundle, new(HttpMethod.Post, exchange.BaseUrl, request)
                {
                    Kind = isTransaction ? FhirRequestKind.Transaction : FhirRequestKind.Plain,
                    Interaction = isTransaction ? FhirInteraction.Transaction : FhirInteraction.Batch,
                    KnownRepetition = BundleRepetition.Of(bundle),
                }),
            cancellationToken).ConfigureAwait(false);
        if (answer.Unreadable is { } unreadable)
        {
            throw new FhirProtocolException(
                request, "the answer could not be read, so that nothing says what was carried out.", answer.StatusCode, null, unreadable);
        }

        return answer.Resource is Bundle { Type.Value: BundleType.BatchResponse or BundleType.TransactionResponse }
            ? answer
            : throw new FhirProtocolException(
                request, "the server did not answer with a Bundle of responses, so that nothing says what was carried out.", answer.StatusCode, answer.Outcome);
    }
}
