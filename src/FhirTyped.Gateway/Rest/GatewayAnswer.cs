namespace FhirTyped.Gateway;

/// <summary>The answer to a call, of which its event is written already. It is the caller's to dispose of.</summary>
/// <param name="Raw">What the platform answered.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Address">The address that was asked, against which relative links are read.</param>
/// <param name="ResourceType">The resource type that was asked for; empty for all.</param>
/// <param name="Body">The body where it was read already, or null.</param>
internal sealed record GatewayAnswer(FhirRawAnswer Raw, GatewayPlatform Platform, Uri Address, string ResourceType, byte[]? Body) : IAsyncDisposable
{
    /// <summary>What was asked for by a sealed link.</summary>
    public PageKind Kind { get; init; }

    /// <summary>The body from its first byte.</summary>
    public Stream OpenBody() => Body is { } read ? new MemoryStream(read, writable: false) : Raw.Body;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Raw.DisposeAsync();

    /// <summary>The status alone.</summary>
    public override string ToString() => nameof(GatewayAnswer) + " " + (int)Raw.StatusCode;
}
