using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>What administrators do: stop people, platforms and agents, end all sessions of a person, read the audit. <c>/admin/…</c></summary>
internal sealed class AdministrationEndpoints(
    ICallerReader callers, GatewayAddress address, BlockList blocks, GatewaySessions sessions, IAuditStore auditStore, AuditTrail audit, GatewayPlatforms platforms, TimeProvider time)
{
    private const int LongestValue = 500;

    /// <summary>All that is stopped.</summary>
    public Task ListBlocksAsync(HttpContext context) => RunAsync(context, "list-blocks", async (_, cancellationToken) =>
        Results.Json(await blocks.ListAsync(cancellationToken).ConfigureAwait(false), AdministrationJsonContext.Default.IReadOnlyListGatewayBlock));

    /// <summary>Stops something: <c>{"kind":"subject","value":"…","reason":"…"}</c>.</summary>
    public Task SetBlockAsync(HttpContext context) => RunAsync(context, "set-block", async (caller, cancellationToken) =>
    {
        BlockOrder? order;
        try
        {
            order = await context.Request.ReadFromJsonAsync(AdministrationJsonContext.Default.BlockOrder, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            order = null;
        }

        if (order is not { Kind: { } kind } || !Enum.IsDefined(kind) || (kind == GatewayBlockKind.All) != string.IsNullOrEmpty(order.Value) || order.Value?.Length > LongestValue)
        {
            throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The body is {\"kind\":\"all|subject|platform|client\",\"value\":\"…\",\"reason\":\"…\"}; 'all' has no value.");
        }

        await blocks.SetAsync(new GatewayBlock(kind, order.Value ?? "", order.Reason ?? "", caller.Subject, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    });

    /// <summary>Lets something go on: <c>?kind=subject&amp;value=…</c>.</summary>
    public Task RemoveBlockAsync(HttpContext context) => RunAsync(context, "remove-block", async (_, cancellationToken) =>
        !Enum.TryParse<GatewayBlockKind>(context.Request.Query["kind"], ignoreCase: true, out var kind)
            ? throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The address ends with ?kind=all|subject|platform|client&value=….")
            : await blocks.RemoveAsync(kind, context.Request.Query["value"].ToString(), cancellationToken).ConfigureAwait(false) ? Results.NoContent() : Results.NotFound());

    /// <summary>Ends all sessions of a person, on all nodes: <c>?subject=…</c>.</summary>
    public Task EndSessionsAsync(HttpContext context) => RunAsync(context, "end-sessions", async (_, cancellationToken) =>
    {
        var subject = context.Request.Query["subject"].ToString();
        if (subject.Length == 0)
        {
            throw new GatewayProblem(HttpStatusCode.BadRequest, "invalid", "The address ends with ?subject=….");
        }

        var count = await sessions.EndSubjectAsync(subject, cancellationToken).ConfigureAwait(false);
        return Results.Json(new EndedSessions(count), AdministrationJsonContext.Default.EndedSessions);
    });

    /// <summary>The events as AuditEvents, a line each: <c>?node=…&amp;after=…</c>.</summary>
    public Task ExportAuditAsync(HttpContext context) => RunAsync(context, "export-audit", async (_, cancellationToken) =>
    {
        var node = context.Request.Query["node"].ToString();
        var after = long.TryParse(context.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        await audit.FlushAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> nodes = node.Length > 0 ? [node] : await auditStore.GetNodesAsync(cancellationToken).ConfigureAwait(false);
        return new NdjsonResult(nodes, after, auditStore, audit);
    });

    /// <summary>Whether the chain of each node is whole.</summary>
    public Task VerifyAuditAsync(HttpContext context) => RunAsync(context, "verify-audit", async (_, cancellationToken) =>
    {
        await audit.FlushAsync(cancellationToken).ConfigureAwait(false);
        var verification = await AuditChain.VerifyAsync(auditStore, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Results.Json(verification, AdministrationJsonContext.Default.AuditChainResult, statusCode: verification.IsIntact ? 200 : 409);
    });

    /// <summary>Reads the platform files again.</summary>
    public Task ReloadAsync(HttpContext context) => RunAsync(context, "reload-platforms", (_, _) =>
    {
        try
        {
            platforms.Reload();
        }
        catch (Exception error) when (error is PlatformFileException or IOException or UnauthorizedAccessException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            throw new GatewayProblem(HttpStatusCode.UnprocessableEntity, "invalid", error.Message);
        }

        return ValueTask.FromResult(Results.NoContent());
    });

    private async Task RunAsync(HttpContext context, string action, Func<GatewayCaller, CancellationToken, ValueTask<IResult>> run)
    {
        var caller = GatewayCaller.Nobody;
        IResult? result = null;
        GatewayProblem? problem = null;
        try
        {
            caller = await callers.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
            OriginCheck.ThrowIfForged(context, caller, address);
            if (!caller.IsAdministrator)
            {
                throw new GatewayProblem(caller.Subject.Length == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, "forbidden", "This is for administrators of the gateway.", "policy") { Challenge = "Bearer" };
            }

            result = await run(caller, context.RequestAborted).ConfigureAwait(false);
        }
        catch (CallerRefusedException refused)
        {
            problem = GatewayProblems.Of(refused);
        }
        catch (Exception error) when (error is GatewayProblem or StoreUnavailableException)
        {
            problem = error as GatewayProblem ?? new GatewayProblem(HttpStatusCode.ServiceUnavailable, "transient", "The gateway cannot reach one of its stores.");
        }

        using (var place = audit.TryTakePlace())
        {
            try
            {
                await (place?.WriteAsync(AuditEntry.Of(context, caller, action, null, problem, time.GetUtcNow())) ?? ValueTask.CompletedTask).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // It is kept. What was done is told as it is: to stop something must be possible while the audit is not.
            }
        }

        await (problem is null ? result!.ExecuteAsync(context) : OutcomeWriter.WriteAsync(context.Response, problem, context.RequestAborted)).ConfigureAwait(false);
    }

    private sealed class NdjsonResult(IReadOnlyList<string> nodes, long after, IAuditStore store, AuditTrail audit) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/fhir+ndjson";

            // The event of this very call as well.
            await audit.FlushAsync(httpContext.RequestAborted).ConfigureAwait(false);
            foreach (var node in nodes)
            {
                await foreach (var record in store.ReadAsync(node, after, httpContext.RequestAborted).ConfigureAwait(false))
                {
                    await httpContext.Response.Body.WriteAsync(AuditEventWriter.ToJson(record), httpContext.RequestAborted).ConfigureAwait(false);
                    await httpContext.Response.Body.WriteAsync("\n"u8.ToArray(), httpContext.RequestAborted).ConfigureAwait(false);
                }
            }
        }
    }
}

/// <summary>What is to be stopped.</summary>
internal sealed record BlockOrder(GatewayBlockKind? Kind, string? Value, string? Reason);

/// <summary>How many sessions were ended.</summary>
internal sealed record EndedSessions(int Sessions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BlockOrder))]
[JsonSerializable(typeof(EndedSessions))]
[JsonSerializable(typeof(AuditChainResult))]
[JsonSerializable(typeof(IReadOnlyList<GatewayBlock>))]
internal sealed partial class AdministrationJsonContext : JsonSerializerContext;
