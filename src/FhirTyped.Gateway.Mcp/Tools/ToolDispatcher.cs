using System.Net;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Lists the tools and carries their calls out: each leaves its event in the audit, whatever becomes of it, and its answer is within the limit.</summary>
internal sealed partial class ToolDispatcher(
    IEnumerable<IAgentTool> tools, LoginRequests logins, Logout logout, IGatewayConnections connections, BlockList blocks, RequestLimits limits, AuditTrail audit, GatewayPlatforms platforms, GatewayAddress address, IOptions<FhirGatewayMcpOptions> options, TimeProvider time, ILogger<ToolDispatcher> logger)
{
    private const int LongestAgent = 64;

    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(5);

    // Always in this order: what changes between two lists costs programs their caches.
    private readonly IReadOnlyList<IAgentTool> _tools = options.Value.ListsFhirGatewayNames ? [.. tools, .. FhirGatewayTools.Over([.. tools], logins, platforms, logout, connections)] : [.. tools];

    /// <summary>The tools of a caller. Nothing but his scopes decides on it.</summary>
    public ListToolsResult List(GatewayCaller caller) => new()
    {
        Tools = [.. _tools.Where(tool => IsFor(tool, caller)).Select(static tool => tool.Definition)], TimeToLive = TimeToLive, CacheScope = CacheScope.Private,
    };

    /// <summary>Carries a call out.</summary>
    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        var call = CallOf(context);
        var name = context.Params?.Name ?? "";
        var arguments = new ToolArguments(options.Value.ListsFhirGatewayNames ? FhirGatewayTools.Translate(name, context.Params?.Arguments) : context.Params?.Arguments);
        GatewayProblem? problem = null;
        try
        {
            var tool = _tools.FirstOrDefault(tool => tool.Definition.Name == name && IsFor(tool, call.Caller))
                ?? throw new McpProtocolException("There is no such tool, or the token lacks the scope for it.", McpErrorCode.InvalidParams);
            if (blocks.Find(call.Caller, null) is not null)
            {
                throw new GatewayProblem(HttpStatusCode.Forbidden, "suppressed", "The administrators of the gateway have stopped this agent or its person.", "blocked");
            }

            var result = await RunAsync(tool, call, arguments, cancellationToken).ConfigureAwait(false);
            ThrowIfTooMany(call);
            return result;
        }
        catch (ToolException error)
        {
            problem = new GatewayProblem(HttpStatusCode.BadRequest, "invalid", error.Message, "arguments");
            return RefusalWriter.Of(error);
        }
        catch (GatewayProblem refused)
        {
            problem = refused;
            return RefusalWriter.Of(refused);
        }
        catch (Exception error) when (error is not (McpException or InputRequiredException) && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            problem = GatewayProblems.Of(error, new GatewayRequest(call.RequestId, call.Caller, "", null), null, address);
            LogFailed(logger, call.RequestId, error.GetType().Name);
            return RefusalWriter.Of(problem);
        }
        finally
        {
            await AuditAsync(call, name, problem).ConfigureAwait(false);
        }
    }

    /// <summary>Who calls, by what is known of the request and of his program.</summary>
    internal static AgentCall CallOf<TParams>(RequestContext<TParams> context)
        where TParams : RequestParams
    {
        var holder = context.Services!.GetRequiredService<AgentCaller>();
        var agent = context.Server.ClientInfo is { } info ? RecordText.Clean(info.Name + " " + info.Version, LongestAgent) : null;
        return new(holder.Caller with { Agent = agent }, holder.RequestId, holder.Address)
        {
            CanOpenAddresses = context.Server is { IsMrtrSupported: true, ClientCapabilities.Elicitation.Url: not null },
            RequestState = context.Params?.RequestState,
        };
    }

    private async ValueTask<CallToolResult> RunAsync(IAgentTool tool, AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await tool.CallAsync(call, arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayProblem problem) when (problem.Refusal == "login" && (arguments.OptionalText("platform") ?? arguments.OptionalText("platform_id")) is { } id && platforms.Find(id) is { HasLogin: true } platform)
        {
            return await logins.WaitAsync(call, platform, cancellationToken).ConfigureAwait(false)
                ? await tool.CallAsync(call, arguments, cancellationToken).ConfigureAwait(false)
                : await logins.AskAsync(call, platform, cancellationToken).ConfigureAwait(false);
        }
    }

    // Calls of platforms were counted where they were made; an agent that asks the same of us again and again is counted here.
    private void ThrowIfTooMany(AgentCall call)
    {
        if (call.Count == 0 && limits.TryCount(call.Caller, call.Address) is { } wait)
        {
            throw new GatewayProblem(HttpStatusCode.TooManyRequests, "throttled", "There were too many calls of this agent.", "limit") { RetryAfter = wait };
        }
    }

    private bool IsFor(IAgentTool tool, GatewayCaller caller) => !tool.IsForWriters || caller.TokenScopes.Contains(options.Value.WriteScope, StringComparer.Ordinal);

    // Calls of platforms have left theirs already.
    private async ValueTask AuditAsync(AgentCall call, string name, GatewayProblem? problem)
    {
        if (call.Count > 0)
        {
            return;
        }

        using var place = audit.TryTakePlace();
        if (place is null)
        {
            throw new McpProtocolException(GatewayProblems.AuditFull().Message, McpErrorCode.InternalError);
        }

        try
        {
            await place.WriteAsync(new AuditEntry
            {
                RequestId = call.RequestId,
                At = time.GetUtcNow(),
                Action = "tool-" + (_tools.Any(tool => tool.Definition.Name == name) ? name : "unknown"),
                Subject = call.Caller.Subject,
                ClientId = call.Caller.ClientId,
                Agent = call.Caller.Agent,
                Status = problem is null ? 200 : (int)problem.Status,
                Refusal = problem?.Refusal,
                Diagnostics = problem?.Diagnostics,
                Address = call.Address?.ToString(),
            }).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // It is kept, and written when the store takes it; what the call said is no secret.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The call {RequestId} of a tool failed: {Error}.")]
    private static partial void LogFailed(ILogger logger, string requestId, string error);
}
