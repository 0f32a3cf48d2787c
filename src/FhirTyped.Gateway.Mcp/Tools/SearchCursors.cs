using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Where a search goes on.</summary>
/// <param name="Url">The search, below the base address; null where a further page of it is meant.</param>
/// <param name="Page">The handle of the page, or null.</param>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Skip">How many matches of that page were given already.</param>
/// <param name="ExpiresAt">When it ends, in seconds since 1970.</param>
internal sealed record SearchPlace(string? Url, string? Page, string ResourceType, int Skip, long ExpiresAt)
{
    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(SearchPlace);
}

/// <summary>
/// Makes of the place where a search goes on a short text that says nothing, and serves its caller alone, for a limited time. The place itself is in the store, sealed: each letter of a cursor costs an agent
/// more than a row of the store does.
/// </summary>
internal sealed class SearchCursors(SealedOnce once, IOptions<FhirGatewayOptions> options, TimeProvider time)
{
    private const string Purpose = "mcp-cursor";

    /// <summary>How long a cursor is, in characters.</summary>
    public const int Length = SealedOnce.KeyLength;

    /// <summary>The cursor.</summary>
    public async ValueTask<string> SealAsync(GatewayCaller caller, GatewayPlatform platform, string? url, string? page, string resourceType, int skip, CancellationToken cancellationToken)
    {
        var cursor = SealedOnce.NewKey();
        var life = options.Value.Limits.PageLifetime;
        var place = new SearchPlace(url, page, resourceType, skip, (time.GetUtcNow() + life).ToUnixTimeSeconds());
        await once.PutAsync(KeyOf(cursor), Purpose, ContextOf(caller, platform), place, CursorJson.Default.SearchPlace, life, cancellationToken).ConfigureAwait(false);
        return cursor;
    }

    /// <summary>What a cursor stands for.</summary>
    /// <exception cref="ToolException">It is none, has ended, or is somebody else's.</exception>
    public async ValueTask<SearchPlace> OpenAsync(GatewayCaller caller, GatewayPlatform platform, string cursor, CancellationToken cancellationToken) =>
        cursor.Length == Length && await once.PeekAsync(KeyOf(cursor), Purpose, ContextOf(caller, platform), CursorJson.Default.SearchPlace, cancellationToken).ConfigureAwait(false) is { } place
        && place.ExpiresAt >= time.GetUtcNow().ToUnixTimeSeconds()
            ? place
            : throw new ToolException("The cursor has ended, or is not of this search: search again.");

    private static string KeyOf(string cursor) => Purpose + ":" + cursor;

    private static string[] ContextOf(GatewayCaller caller, GatewayPlatform platform) => [caller.Subject, caller.ClientId ?? "", platform.Id];
}

[JsonSerializable(typeof(SearchPlace))]
internal sealed partial class CursorJson : JsonSerializerContext;
