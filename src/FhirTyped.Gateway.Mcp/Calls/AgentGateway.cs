using System.Net;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>An answer of a platform, read.</summary>
/// <param name="Document">The resource.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Receipt">What the receipt of a search says, or null.</param>
/// <param name="Next">The handle of the next page, or null.</param>
/// <param name="ETag">The entity tag, or null.</param>
/// <param name="Location">Where a resource was created, or null.</param>
/// <param name="Status">The status.</param>
internal sealed record AgentAnswer(JsonDocument? Document, GatewayPlatform Platform, SearchReceipt? Receipt, string? Next, string? ETag, string? Location, HttpStatusCode Status) : IDisposable
{
    /// <summary>The resource.</summary>
    public JsonElement Resource => Document?.RootElement ?? default;

    /// <inheritdoc/>
    public void Dispose() => Document?.Dispose();

    /// <summary>The status alone.</summary>
    public override string ToString() => nameof(AgentAnswer) + " " + (int)Status;
}

/// <summary>The platforms, as tools ask them: by the one way of every call through the gateway, with its policy, judge, limits and audit.</summary>
internal sealed class AgentGateway(GatewayPipeline pipeline, PageHandles pages, GatewayPlatforms platforms, Microsoft.Extensions.Options.IOptions<FhirGatewayOptions> options)
{
    // What stands there twice is one thing to one reader and another to the next.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    /// <summary>A platform by its name.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public GatewayPlatform Find(string id) => platforms.Find(id) ?? throw new ToolException(
        "There is no such platform here. There are: " + string.Join(", ", platforms.All.Take(20).Select(static platform => platform.Id)) + (platforms.All.Count > 20 ? ", … (tool 'platforms' lists all)." : "."));

    /// <summary>Asks a platform for an agent.</summary>
    /// <exception cref="GatewayProblem">It was refused, or failed.</exception>
    public ValueTask<AgentAnswer> SendAsync(AgentCall call, GatewayPlatform platform, FhirCall request, CancellationToken cancellationToken) =>
        SendAsync(call.NewRequest(platform.Id) with { Call = request }, cancellationToken);

    /// <summary>Asks a platform for a further page.</summary>
    /// <exception cref="GatewayProblem">It was refused, or failed.</exception>
    public ValueTask<AgentAnswer> SendPageAsync(AgentCall call, GatewayPlatform platform, string page, CancellationToken cancellationToken) =>
        SendAsync(call.NewRequest(platform.Id) with { PageHandle = page }, cancellationToken);

    /// <summary>Asks a platform.</summary>
    /// <exception cref="GatewayProblem">It was refused, or failed.</exception>
    public async ValueTask<AgentAnswer> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        var answer = await pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            var bytes = await BoundedBody.ReadAsync(answer.OpenBody(), options.Value.Limits.MaximumBufferedBytes, cancellationToken).ConfigureAwait(false)
                ?? throw new GatewayProblem(HttpStatusCode.BadGateway, "too-long", "The answer is larger than may be read here: ask for less at once.");
            var isSuccess = (int)answer.Raw.StatusCode is >= 200 and < 300;
            var document = bytes.Length == 0 ? null : Parse(bytes, isSuccess);
            if (!isSuccess)
            {
                using (document)
                {
                    throw PlatformRefusal.Of(answer, document);
                }
            }

            var next = answer.Raw.Links.FirstOrDefault(static link => link.Relation == "next") is { } link
                ? await pages.SealAsync(request.Caller, answer.Platform, link.Url, answer.Address, answer.ResourceType, cancellationToken).ConfigureAwait(false)
                : null;
            return new(document, answer.Platform, answer.Raw.Receipt, next, answer.Raw.ETag, answer.Raw.Location, answer.Raw.StatusCode);
        }
    }

    private static JsonDocument? Parse(byte[] bytes, bool isSuccess)
    {
        try
        {
            return JsonDocument.Parse(bytes, Strict);
        }
        catch (JsonException) when (!isSuccess)
        {
            return null;
        }
        catch (JsonException)
        {
            throw new GatewayProblem(HttpStatusCode.BadGateway, "exception", "The platform's answer is no JSON, or says something twice.");
        }
    }
}
