using FhirTyped.R4;

namespace FhirTyped;

// batch and transaction: https://hl7.org/fhir/R4/http.html#transaction.
public abstract partial class FhirPlatformClient
{
    /// <summary>Begins a batch. Generated code calls it.</summary>
    protected FhirBatch NewBatch() => new(this);

    /// <summary>Begins a transaction. Generated code calls it.</summary>
    protected FhirTransaction NewTransaction() => new(this);

    /// <summary>Sends a bundle of requests and gives the bundle of answers.</summary>
    internal async Task<Bundle> SendBundleAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        var isTransaction = bundle.Type == BundleType.Transaction;
        var request = isTransaction ? "POST transaction" : "POST batch";
        var answer = await Connection.SendAsync(
            WithBody(bundle, new(HttpMethod.Post, BaseUrl, request) { Kind = isTransaction ? FhirRequestKind.Transaction : FhirRequestKind.Plain }),
            cancellationToken).ConfigureAwait(false);
        if (answer.Unreadable is { } unreadable)
        {
            throw new FhirProtocolException(
                request, "the answer could not be read, so that nothing says what was carried out.", answer.StatusCode, null, unreadable);
        }

        return answer.Resource is Bundle { Type.Value: BundleType.BatchResponse or BundleType.TransactionResponse } answers
            ? answers
            : throw new FhirProtocolException(
                request, "the server did not answer with a Bundle of responses, so that nothing says what was carried out.", answer.StatusCode, answer.Outcome);
    }
}
