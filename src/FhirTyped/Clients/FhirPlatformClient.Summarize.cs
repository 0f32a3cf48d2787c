namespace FhirTyped;

// How many resources there are.
public abstract partial class FhirPlatformClient
{
    /// <inheritdoc/>
    public async Task<FhirServerSummary> SummarizeAsync(FhirServerSummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.ThrowIfWrong(nameof(options));
        return await new ServerCounter(Exchange, options).CountAsync(cancellationToken).ConfigureAwait(false);
    }
}
