using Refit;

namespace FhirTyped;

/// <summary>Writes <see cref="FhirCriteria{TQuery}"/> into an address byte for byte, where Refit's own generator implements an interface.</summary>
/// <typeparam name="TQuery">The platform's query.</typeparam>
public sealed class FhirCriteriaConverter<TQuery> : IQueryConverter<FhirCriteria<TQuery>>
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    /// <inheritdoc/>
    public void Flatten(FhirCriteria<TQuery> value, string keyPrefix, ref GeneratedQueryStringBuilder builder, RefitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(value);
        QueryPairs.Write(value.Query, ref builder);
    }
}
