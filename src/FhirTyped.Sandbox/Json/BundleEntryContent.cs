namespace FhirTyped.Sandbox;

/// <summary>An entry of a bundle.</summary>
/// <param name="FullUrl">The resource's address, or null.</param>
/// <param name="Resource">The resource as JSON in UTF-8; empty where there is none.</param>
/// <param name="SearchMode"><c>match</c>, <c>include</c>, <c>outcome</c>, or null outside a search.</param>
internal sealed record BundleEntryContent(string? FullUrl, ReadOnlyMemory<byte> Resource, string? SearchMode = null)
{
    /// <summary>How sure the server is of a match, from 0 to 1; null where it does not say.</summary>
    public decimal? Score { get; init; }

    /// <summary>Of a history: the method and address with which the version was written.</summary>
    public (string Method, string Url)? Request { get; init; }

    /// <summary>Of a history, batch or transaction: what was answered.</summary>
    public SandboxReply? Response { get; init; }
}
