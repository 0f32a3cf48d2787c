namespace FhirTyped;

/// <summary>The server's answer to one request of a batch or transaction, with its result.</summary>
/// <typeparam name="TResult">The resource, or for searches the page.</typeparam>
public sealed class FhirEntryResponse<TResult> : FhirEntryResponse
    where TResult : class
{
    internal FhirEntryResponse(EntryAnswer answer, BundleRequestPlan plan, TResult? result)
        : base(answer, plan) => Result = result;

    /// <summary>
    /// The result; null where the request failed, and where the server carried out a patch, or found a resource for a conditional create, and answered
    /// without it.
    /// Of a search it is the first page: for the others send the search by itself.
    /// </summary>
    public TResult? Result { get; }

    /// <summary>The result, or the exception that says why there is none.</summary>
    /// <exception cref="FhirException">The request was not carried out, or the server answered without the resource.</exception>
    public TResult GetResult()
    {
        ThrowIfFailed();
        return Result ?? throw new FhirException("The server answered this request without a resource.");
    }
}
