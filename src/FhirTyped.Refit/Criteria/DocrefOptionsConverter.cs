using Refit;

namespace FhirTyped;

/// <summary>Writes <see cref="DocrefOptions"/> into an address, where Refit's own generator implements an interface.</summary>
public sealed class DocrefOptionsConverter : IQueryConverter<DocrefOptions>
{
    /// <inheritdoc/>
    public void Flatten(DocrefOptions value, string keyPrefix, ref GeneratedQueryStringBuilder builder, RefitSettings settings) =>
        QueryPairs.Write(OperationSearches.QueryOf(value), ref builder);
}
