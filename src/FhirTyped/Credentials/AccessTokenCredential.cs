namespace FhirTyped;

/// <summary>A bearer token that the program's own code gives for each request.</summary>
internal sealed class AccessTokenCredential(Func<CancellationToken, ValueTask<string?>> accessToken) : FhirCredential
{
    /// <inheritdoc/>
    public override string Kind => "token";

    /// <inheritdoc/>
    public override async ValueTask<FhirAuthorization?> GetAsync(Uri baseUrl, CancellationToken cancellationToken = default)
    {
        var token = await accessToken(cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(token) ? null : new FhirAuthorization("Bearer", token);
    }
}
