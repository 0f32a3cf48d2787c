using Refit;

namespace FhirTyped;

/// <summary>Writes <see cref="EverythingOptions"/> into an address, where Refit's own generator implements an interface.</summary>
public sealed class EverythingOptionsConverter : IQueryConverter<EverythingOptions>
{
    /// <inheritdoc/>
    public void Flatten(EverythingOptions value, string keyPrefix, ref GeneratedQueryStringBuilder builder, RefitSettings settings) =>
        QueryPairs.Write(OperationSearches.QueryOf(value), ref builder);
}
