namespace FhirTyped;

/// <summary>A credential that stays as it is.</summary>
internal sealed class FixedCredential(string kind, FhirAuthorization? authorization) : FhirCredential
{
    /// <inheritdoc/>
    public override string Kind => kind;

    /// <inheritdoc/>
    public override ValueTask<FhirAuthorization?> GetAsync(Uri baseUrl, CancellationToken cancellationToken = default) => ValueTask.FromResult(authorization);
}
