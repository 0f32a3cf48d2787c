namespace FhirTyped;

// Many references at once.
public abstract partial class FhirPlatformClient
{
    /// <inheritdoc/>
    public async Task<FhirResolution> ResolveAsync(IEnumerable<string?> references, FhirResolveOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        options ??= new();
        options.ThrowIfWrong(nameof(options));
        return await new ReferenceResolver(Exchange, options).ResolveAsync([.. references], cancellationToken).ConfigureAwait(false);
    }
}
