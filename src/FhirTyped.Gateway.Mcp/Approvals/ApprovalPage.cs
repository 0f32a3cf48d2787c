using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using Microsoft.AspNetCore.Http;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// <c>/approve/{id}</c>: where a person sees what an agent proposes, and decides. It is his own browser that decides, not a word that comes by the agent: what programs answer to a form they can answer
/// themselves.
/// </summary>
internal sealed class ApprovalPage(
    ChangeProposals proposals, PersonReader persons, GatewayPlatforms platforms, GatewayPipeline pipeline, AgentGateway gateway, SecretSealer sealer, GatewayAddress address, AuditTrail audit, ISecurityEvents events,
    TimeProvider time)
{
    /// <summary>The path before the id.</summary>
    public const string Path = "/approve/";

    private const string Purpose = "mcp-approval";
    private const long LargestForm = 8 * 1024;

    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(30);

    /// <summary>Shows a proposal.</summary>
    public async Task ShowAsync(HttpContext context, string id)
    {
        if (await FindAsync(context, id).ConfigureAwait(false) is not var (person, proposal, platform))
        {
            return;
        }

        var before = await ReadCurrentAsync(context, proposal).ConfigureAwait(false);
        var lines = DifferenceOf(proposal, before);
        var page = new StringBuilder("<p>The agent ").Append(PersonPages.AgentOf(proposal.ClientId, proposal.Agent)).Append(" proposes to <strong>").Append(WordOf(proposal.Method)).Append("</strong> ")
            .Append(PersonPages.Encode(proposal.Url)).Append(" at ").Append(PersonPages.Encode(platform.DisplayName)).Append(", as you. Nothing has been written yet.</p>");
        page.Append("<table><caption>What changes</caption><thead><tr><th scope=\"col\">Element</th><th scope=\"col\">Before</th><th scope=\"col\">After</th></tr></thead><tbody>");
        foreach (var (path, old, now) in lines)
        {
            page.Append("<tr><th scope=\"row\">").Append(PersonPages.Encode(path)).Append("</th><td>").Append(PersonPages.Encode(old ?? "")).Append("</td><td>").Append(PersonPages.Encode(now ?? "")).Append("</td></tr>");
        }

        page.Append("</tbody></table><form method=\"post\"><input type=\"hidden\" name=\"token\" value=\"").Append(TokenOf(id, person))
            .Append("\"><button name=\"decision\" value=\"approve\">Approve and write</button> <button name=\"decision\" value=\"refuse\">Refuse</button></form>");
        await PersonPages.WriteAsync(context, StatusCodes.Status200OK, "Approve a change", page.ToString()).ConfigureAwait(false);
    }

    /// <summary>Takes the decision.</summary>
    public async Task DecideAsync(HttpContext context, string id)
    {
        if (!OriginCheck.IsOurs(context.Request, address, mustSay: true))
        {
            events.Report(SecurityEventKind.ForeignOrigin, null, null);
            await PersonPages.SayAsync(context, StatusCodes.Status403Forbidden, "Refused", "The decision comes from a page of another origin.").ConfigureAwait(false);
            return;
        }

        if (await FindAsync(context, id).ConfigureAwait(false) is not var (person, _, platform))
        {
            return;
        }

        var form = await ReadFormAsync(context).ConfigureAwait(false);
        if (!IsToken(form.GetValueOrDefault("token"), id, person) || form.GetValueOrDefault("decision") is not ("approve" or "refuse"))
        {
            await PersonPages.SayAsync(context, StatusCodes.Status400BadRequest, "Not decided", "The page is too old. Open the link again.").ConfigureAwait(false);
            return;
        }

        if (await proposals.TakeAsync(id, CancellationToken.None).ConfigureAwait(false) is not { } proposal)
        {
            await PersonPages.SayAsync(context, StatusCodes.Status410Gone, "This link has ended", "It was decided before.").ConfigureAwait(false);
            return;
        }

        var isApproved = form["decision"] == "approve";
        await AuditAsync(context, proposal, isApproved).ConfigureAwait(false);
        if (!isApproved)
        {
            await proposals.SetOutcomeAsync(id, proposal.ToCaller(), new("refused", 0, null, null, "The person refused it.")).ConfigureAwait(false);
            await PersonPages.SayAsync(context, StatusCodes.Status200OK, "Refused", "Nothing was written. You can close this page.").ConfigureAwait(false);
            return;
        }

        var outcome = await SendAsync(context, id, proposal).ConfigureAwait(false);
        await PersonPages.SayAsync(
            context, outcome.State == "done" ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway, outcome.State == "done" ? "Written" : "Not written",
            outcome.State == "done" ? "It is written at " + platform.DisplayName + ". You can close this page." : outcome.Problem ?? "").ConfigureAwait(false);
    }

    // Whatever comes of it, it is written down: whether a change was made is never a guess.
    private async Task<ChangeOutcome> SendAsync(HttpContext context, string id, ChangeProposal proposal)
    {
        var caller = proposal.ToCaller();
        await proposals.SetOutcomeAsync(id, caller, new("sending", 0, null, null, null)).ConfigureAwait(false);
        var (answer, problem) = await pipeline.TrySendAsync(
            new GatewayRequest(context.TraceIdentifier, caller, proposal.Platform, null) { Address = context.Connection.RemoteIpAddress, Call = proposal.ToCall() }, CancellationToken.None).ConfigureAwait(false);
        ChangeOutcome outcome;
        if (answer is null)
        {
            outcome = new("failed", (int)problem!.Status, null, null, problem.Issues[0].Diagnostics);
        }
        else
        {
            await using (answer.ConfigureAwait(false))
            {
                var isDone = (int)answer.Raw.StatusCode is >= 200 and < 300;
                outcome = isDone ? new("done", (int)answer.Raw.StatusCode, ReferenceOf(proposal, answer), answer.Raw.ETag, null) : new("failed", (int)answer.Raw.StatusCode, null, null, PlatformRefusal.Of(answer, null).Message);
            }
        }

        await proposals.SetOutcomeAsync(id, caller, outcome).ConfigureAwait(false);
        return outcome;
    }

    private static string? ReferenceOf(ChangeProposal proposal, GatewayAnswer answer)
    {
        if (proposal.Method != "POST")
        {
            return proposal.Url;
        }

        // …/Observation/123/_history/1
        var parts = answer.Raw.Location?.Split('/') ?? [];
        var at = Array.LastIndexOf(parts, proposal.Url);
        return at >= 0 && at + 1 < parts.Length && FhirRoute.IsId(parts[at + 1]) ? proposal.Url + "/" + parts[at + 1] : null;
    }

    private async Task<(GatewayCaller Person, ChangeProposal Proposal, GatewayPlatform Platform)?> FindAsync(HttpContext context, string id)
    {
        if (await persons.FindAsync(context).ConfigureAwait(false) is not { } person)
        {
            PersonLogin.Ask(context, Path + id);
            return null;
        }

        if (await proposals.PeekAsync(id, context.RequestAborted).ConfigureAwait(false) is not { } proposal || platforms.Find(proposal.Platform) is not { } platform)
        {
            await PersonPages.SayAsync(context, StatusCodes.Status410Gone, "This link has ended", "It was decided, or took too long. Let the agent propose it again.").ConfigureAwait(false);
            return null;
        }

        if (proposal.Subject != person.Subject)
        {
            events.Report(SecurityEventKind.LoginOfAnotherBrowser, person, proposal.Platform);
            await PersonPages.SayAsync(context, StatusCodes.Status403Forbidden, "This link is not for you", "The agent proposed it to another person. Nothing was done.").ConfigureAwait(false);
            return null;
        }

        return (person, proposal, platform);
    }

    private async Task<JsonElement?> ReadCurrentAsync(HttpContext context, ChangeProposal proposal)
    {
        if (proposal.Method == "POST")
        {
            return null;
        }

        try
        {
            using var answer = await gateway.SendAsync(
                new GatewayRequest(context.TraceIdentifier, proposal.ToCaller(), proposal.Platform, null) { Address = context.Connection.RemoteIpAddress, Call = new FhirCall(HttpMethod.Get, proposal.Url) }, context.RequestAborted)
                .ConfigureAwait(false);
            return answer.Resource.ValueKind == JsonValueKind.Object ? answer.Resource.Clone() : null;
        }
        catch (GatewayProblem)
        {
            // It is not there, or cannot be read by this agent: the person sees what comes.
            return null;
        }
    }

    private static IReadOnlyList<(string Path, string? Before, string? After)> DifferenceOf(ChangeProposal proposal, JsonElement? before)
    {
        if (proposal.Method == "DELETE")
        {
            return ResourceDifference.Of(before, null);
        }

        using var body = JsonDocument.Parse(proposal.Body);
        return proposal.Method == "PATCH"
            ? [.. body.RootElement.EnumerateArray().SelectMany(static (operation, index) => ResourceDifference.Of(null, operation).Select(line => ("operation " + (index + 1) + ": " + line.Path, line.Before, line.After)))]
            : ResourceDifference.Of(before, body.RootElement);
    }

    private static async Task<Dictionary<string, string>> ReadFormAsync(HttpContext context)
    {
        var bytes = await BoundedBody.ReadAsync(context.Request.Body, LargestForm, context.RequestAborted).ConfigureAwait(false) ?? [];
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Encoding.UTF8.GetString(bytes).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2)))
        {
            fields[SearchQuery.Decode(part[0])] = part.Length > 1 ? SearchQuery.Decode(part[1]) : "";
        }

        return fields;
    }

    private string TokenOf(string id, GatewayCaller person) =>
        Base64Url.EncodeToString(sealer.Seal(Purpose, [id, person.Subject], Encoding.ASCII.GetBytes((time.GetUtcNow() + TokenLife).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private bool IsToken(string? token, string id, GatewayCaller person) =>
        token is { Length: > 0 and < 1_000 } && Base64Url.IsValid(token) && sealer.TryOpen(Purpose, [id, person.Subject], Base64Url.DecodeFromChars(token), out var opened)
        && long.TryParse(opened.Plaintext, System.Globalization.CultureInfo.InvariantCulture, out var until) && until >= time.GetUtcNow().ToUnixTimeSeconds();

    private async Task AuditAsync(HttpContext context, ChangeProposal proposal, bool isApproved)
    {
        using var place = audit.TryTakePlace() ?? throw GatewayProblems.AuditFull();
        await place.WriteAsync(AuditEntry.Of(context, proposal.ToCaller(), isApproved ? "approve" : "refuse", proposal.Platform, null, time.GetUtcNow())).ConfigureAwait(false);
    }

    private static string WordOf(string method) => method switch { "POST" => "create", "PUT" => "replace", "PATCH" => "change", _ => "delete" };
}
