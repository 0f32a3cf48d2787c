using FhirTyped.R4;

namespace FhirTyped;

/// <summary>One request of a batch or transaction, with the type of its result.</summary>
/// <typeparam name="TResult">The resource, or for searches the page.</typeparam>
public sealed class FhirBundleEntry<TResult> : FhirBundleEntry
    where TResult : class
{
    private readonly Func<FhirAnswer, TResult?> _read;

    internal FhirBundleEntry(FhirBundleRequest owner, BundleRequestPlan plan, Func<FhirAnswer, TResult?> read)
        : base(owner, plan) => _read = read;

    /// <summary>
    /// A reference to the resource of this request, for other resources of the same transaction: to one that is created by its
    /// <c>urn:uuid</c>, which the server replaces by the id that it gives (https://hl7.org/fhir/R4/http.html#trules).
    /// </summary>
    /// <exception cref="InvalidOperationException">It is the request of a batch, whose entries cannot refer to each other, or one that writes no resource.</exception>
    public ResourceReference ToReference() => Owner is FhirTransaction && Plan.Target is { } target
        ? new ResourceReference { Reference = target }
        : throw new InvalidOperationException("Only the entries of a transaction that create or update a resource can be referred to.");

    internal override FhirEntryResponse Answer(EntryAnswer answer)
    {
        if (answer.Error is not null)
        {
            return new FhirEntryResponse<TResult>(answer, Plan, null);
        }

        try
        {
            return new FhirEntryResponse<TResult>(answer, Plan, _read(answer.Answer));
        }
        catch (FhirException error)
        {
            // One answer that cannot be read takes nothing from the others.
            return new FhirEntryResponse<TResult>(answer with { Error = error }, Plan, null);
        }
    }
}
