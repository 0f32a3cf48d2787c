using System.Net;
using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Proposes changes. Nothing is written by a call: the person approves in his own browser, and the gateway writes; the agent learns what became of it.</summary>
internal sealed class ChangeTool(AgentGateway gateway, CallExplainer explainer, RefusalWriter refusals, ChangeProposals proposals, GatewayAddress address, IOptions<FhirGatewayMcpOptions> options, TimeProvider time) : IAgentTool
{
    private const int LargestBody = 256 * 1024;
    private const string StatePrefix = "change:";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public bool IsForWriters => true;

    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Of(
        "change", "Propose a change",
        "Proposes to create, update, patch or delete a resource. Nothing is written until the person approves it in his own browser, at the address that is returned; you cannot approve it. Call again with 'proposal' to learn the outcome.",
        """
        "properties":{"platform":{"type":"string"},"method":{"enum":["create","update","patch","delete"]},"reference":{"type":"string","description":"Type for create, else Type/id"},"body":{"type":"object","description":"The whole resource (create, update)"},
        "patch":{"type":"array","description":"JSON Patch operations (patch)"},"version":{"type":"string","description":"The version that is changed, from read"},"proposal":{"type":"string","description":"Of an earlier call, to learn its outcome"}},"required":["platform"],"additionalProperties":false
        """,
        """
        "properties":{"proposal":{"type":"string"},"state":{"type":"string"},"approve_at":{"type":"string"},"reference":{"type":"string"}}
        """,
        new ToolAnnotations { ReadOnlyHint = false, DestructiveHint = true, IdempotentHint = false, OpenWorldHint = false });

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        arguments.ThrowIfUnknown("platform", "method", "reference", "body", "patch", "version", "proposal");
        var platform = gateway.Find(arguments.Text("platform"));
        var earlier = call.RequestState is { } state && state.StartsWith(StatePrefix, StringComparison.Ordinal) ? state[StatePrefix.Length..] : arguments.OptionalText("proposal");
        if (earlier is not null)
        {
            return await TellAsync(call, platform, earlier, cancellationToken).ConfigureAwait(false);
        }

        var request = RequestOf(arguments);
        var explanation = await explainer.ExplainAsync(call.Caller, platform, request, cancellationToken).ConfigureAwait(false);
        if (explanation.Problem is { } problem)
        {
            throw new ToolException(problem);
        }

        if (explanation.PolicyRefusal is { } refusal)
        {
            throw new GatewayProblem(HttpStatusCode.Forbidden, "forbidden", refusal, "policy");
        }

        if (explanation.IsRefused && request.IfMatch is null && explanation.Verdicts.FirstOrDefault(static verdict => verdict.Id == CapabilityIds.IfMatchRequired) is { } needsVersion)
        {
            throw new ToolException(needsVersion.Message + " Give its version as the argument 'version': 'read' says which it is.");
        }

        if (explanation.IsRefused)
        {
            return await refusals.OfAsync(new GatewayProblem(explanation.Verdicts, explanation.Criteria), call, platform, request, cancellationToken).ConfigureAwait(false);
        }

        if (explanation.NeedsLogin)
        {
            throw new GatewayProblem(HttpStatusCode.Unauthorized, "login", "Nobody is connected to the platform here.", "login");
        }

        return await ProposeAsync(call, platform, request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CallToolResult> ProposeAsync(AgentCall call, GatewayPlatform platform, FhirCall request, CancellationToken cancellationToken)
    {
        var caller = call.Caller;
        var id = await proposals.AddAsync(
            new ChangeProposal
            {
                Subject = caller.Subject, ClientId = caller.ClientId ?? "", Agent = caller.Agent, Scopes = caller.TokenScopes, PatientId = caller.PatientId, IsLimited = caller.Scopes is not null,
                Platform = platform.Id, Method = request.Method.Method, Url = request.RelativeUrl, Body = request.Body.ToArray(), ContentType = request.ContentType, IfMatch = request.IfMatch,
            },
            cancellationToken).ConfigureAwait(false);
        var approveAt = address.At(ApprovalPage.Path + id).AbsoluteUri;
        if (call.CanOpenAddresses)
        {
            throw new InputRequiredException(
                new Dictionary<string, InputRequest>
                {
                    ["approve"] = InputRequest.ForElicitation(new ElicitRequestParams { Mode = "url", ElicitationId = Guid.NewGuid().ToString("N"), Url = approveAt, Message = "Look at what the agent proposes to write at " + platform.DisplayName + ", and decide." }),
                },
                requestState: StatePrefix + id);
        }

        return Answer(id, "waiting", approveAt, null, "Proposed, and not written. Ask the person to open " + approveAt + " in his own browser; then call again with platform and proposal.");
    }

    private async ValueTask<CallToolResult> TellAsync(AgentCall call, GatewayPlatform platform, string id, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.Value.LoginWait;
        while (true)
        {
            var outcome = await proposals.FindOutcomeAsync(id, call.Caller, cancellationToken).ConfigureAwait(false);
            if (outcome is { State: not "sending" })
            {
                return Answer(id, outcome.State, null, outcome, outcome.State switch
                {
                    "done" => "The person approved it, and it is written" + (outcome.Reference is { } reference ? ": " + reference : "") + ".",
                    "refused" => "The person refused it. Nothing was written. Do not propose it again unless he asks for it.",
                    _ => "The person approved it, and it was not written: " + outcome.Problem,
                });
            }

            if (outcome is null && (await proposals.PeekAsync(id, cancellationToken).ConfigureAwait(false) is not { } waiting || waiting.Subject != call.Caller.Subject || waiting.ClientId != (call.Caller.ClientId ?? "")))
            {
                // Between the two looks it may just have been decided.
                if (await proposals.FindOutcomeAsync(id, call.Caller, cancellationToken).ConfigureAwait(false) is null)
                {
                    throw new ToolException("There is no such proposal: it took too long, or is another agent's. Nothing was written.");
                }

                continue;
            }

            if (time.GetUtcNow() >= until)
            {
                return Answer(id, outcome is null ? "waiting" : "sending", address.At(ApprovalPage.Path + id).AbsoluteUri, null, "The person has not decided yet. Nothing is written.");
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static CallToolResult Answer(string id, string state, string? approveAt, ChangeOutcome? outcome, string text) => ToolAnswer.Of(text, json =>
    {
        json.WriteString("proposal", id);
        json.WriteString("state", state);
        if (approveAt is not null)
        {
            json.WriteString("approve_at", approveAt);
        }

        if (outcome?.Reference is { } reference)
        {
            json.WriteString("reference", reference);
        }

        if (outcome?.Version is { } version)
        {
            json.WriteString("version", RecordText.Clean(version));
        }
    });

    private static FhirCall RequestOf(ToolArguments arguments)
    {
        var method = arguments.Text("method");
        var reference = arguments.Text("reference");
        var body = arguments.OptionalObject("body");
        var patch = arguments.OptionalArray("patch");
        var version = arguments.OptionalText("version");
        if (method is "create" ? !R4Definitions.IsResourceType(reference) : FhirRoute.Parse("GET", reference).Kind != FhirRouteKind.Read)
        {
            throw new ToolException(method is "create" ? "The argument 'reference' is to be a resource type." : "The argument 'reference' is to be a resource type and an id, as in Observation/123.");
        }

        if ((body is not null) != (method is "create" or "update") || (patch is not null) != (method is "patch"))
        {
            throw new ToolException("create and update have 'body', patch has 'patch', delete has neither.");
        }

        var bytes = body is { } resource ? Encoding.UTF8.GetBytes(resource.GetRawText()) : patch is { } operations ? Encoding.UTF8.GetBytes(operations.GetRawText()) : [];
        if (bytes.Length > LargestBody)
        {
            throw new ToolException("The body is larger than may be proposed.");
        }

        if (body is not null)
        {
            ThrowIfInvalid(bytes, reference);
        }

        return new FhirCall(method switch { "create" => HttpMethod.Post, "update" => HttpMethod.Put, "patch" => HttpMethod.Patch, "delete" => HttpMethod.Delete, _ => throw new ToolException("The argument 'method' is to be create, update, patch or delete.") }, reference)
        {
            Body = bytes,
            ContentType = patch is not null ? FhirMediaTypes.JsonPatch : body is not null ? FhirMediaTypes.Json : null,
            IfMatch = version is null ? null : version.StartsWith("W/", StringComparison.Ordinal) || version.StartsWith('"') ? version : "W/\"" + version + "\"",
        };
    }

    private static void ThrowIfInvalid(byte[] bytes, string reference)
    {
        try
        {
            var resource = FhirJson.Read(bytes, FhirJsonOptions.Strict);
            var (type, id) = reference.Split('/') is [var only] ? (only, null) : (reference.Split('/')[0], reference.Split('/')[1]);
            if (resource.TypeName != type || resource.Id != id)
            {
                throw new ToolException(id is null ? "The body is to be of the type that 'reference' names, without an id: the platform gives one." : "The body is to have the type and the id of 'reference'.");
            }
        }
        catch (FhirFormatException error)
        {
            throw new ToolException("The body is not valid FHIR: " + error.Issue.Location + ": " + error.Issue.Code + ".");
        }
    }
}
