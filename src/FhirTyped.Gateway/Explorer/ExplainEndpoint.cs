using System.Net;
using System.Text.Json;
using FhirTyped.Capabilities;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>
/// Says what would become of a request while a person writes it: <c>POST /api/explorer/explain</c> with <c>{"platform", "method", "url"}</c>. It is the words of <see cref="CallExplainer"/>, and
/// beside them the same request as C# and as curl. Nothing is sent to the platform, and nothing of the request goes into a log: it comes in a body, and no event tells of it.
/// </summary>
internal sealed class ExplainEndpoint(CallExplainer explainer, GatewayPlatforms platforms, ICallerReader callers, GatewayAddress address)
{
    // What people write is shorter, and each criterion that nobody knows is compared with all that there are.
    private const int MostBytes = 16 * 1024;

    /// <summary>Answers.</summary>
    public async Task ExplainAsync(HttpContext context)
    {
        try
        {
            var caller = await callers.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
            OriginCheck.ThrowIfForged(context, caller, address);
            await AnswerAsync(context, caller).ConfigureAwait(false);
        }
        catch (GatewayProblem problem)
        {
            await ExplorerAnswers.WriteProblemAsync(context, (int)problem.Status, problem.Message).ConfigureAwait(false);
        }
        catch (CallerRefusedException refused)
        {
            await ExplorerAnswers.WriteProblemAsync(context, StatusCodes.Status401Unauthorized, refused.Message).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            await ExplorerAnswers.WriteProblemAsync(context, StatusCodes.Status503ServiceUnavailable, GatewayProblems.StoreUnavailable().Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever was typing has typed on.
        }
    }

    private async Task AnswerAsync(HttpContext context, GatewayCaller caller)
    {
        var (id, method, url) = await ReadAsync(context).ConfigureAwait(false);
        var platform = platforms.Find(id) ?? throw GatewayProblems.NoPlatform(address);
        var call = new FhirCall(method, url);
        var explained = await explainer.ExplainAsync(caller, platform, call, context.RequestAborted).ConfigureAwait(false);
        var example = new RequestExample(platform, call, explained, address);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => Write(json, explained, example)).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, CallExplanation explained, RequestExample example)
    {
        json.WriteString("problem", explained.Problem);
        json.WriteBoolean("wouldBeSent", explained.WouldBeSent);
        json.WriteBoolean("isRefused", explained.IsRefused);
        json.WriteBoolean("needsLogin", explained.NeedsLogin);
        json.WriteString("policy", explained.PolicyRefusal);
        json.WriteString("missingScope", explained.MissingScope);
        json.WriteString("corrected", explained.CorrectedUrl);
        WriteVerdicts(json, "verdicts", explained.Verdicts, explained.Criteria);
        WriteVerdicts(json, "advice", explained.Advice, explained.Criteria);
        json.WriteString("csharp", explained.Problem is null ? CSharpExample.Write(example) : null);
        json.WriteString("curl", explained.Problem is null ? CurlExample.Write(example) : null);
    }

    private static void WriteVerdicts(Utf8JsonWriter json, string name, IReadOnlyList<CapabilityVerdict> verdicts, SearchQuery? criteria)
    {
        json.WriteStartArray(name);
        foreach (var verdict in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("support", verdict.Support.ToString().ToLowerInvariant());
            json.WriteString("id", verdict.Id);
            json.WriteString("message", verdict.Message);
            json.WriteString("source", verdict.Source);
            json.WriteString("suggestion", verdict.Suggestion);
            json.WriteString("rightValue", verdict.RightValue);
            json.WriteString("remedy", GatewayProblem.RemedyOf(verdict));
            json.WriteNumber("criterion", verdict.CriterionIndex);
            json.WriteNumber("value", verdict.ValueIndex);
            json.WriteString("parameter", criteria is not null && verdict.CriterionIndex >= 0 && verdict.CriterionIndex < criteria.Criteria.Count ? criteria.Criteria[verdict.CriterionIndex].FullName : null);
            json.WriteStartArray("remedies");
            foreach (var clause in verdict.Remedies)
            {
                json.WriteStartArray();
                foreach (var parameter in clause.Values.Count > 0 ? (IEnumerable<string>)clause.Values : [clause.Parameter])
                {
                    json.WriteStringValue(parameter);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static async Task<(string Platform, HttpMethod Method, string Url)> ReadAsync(HttpContext context)
    {
        var body = await BoundedBody.ReadAsync(context.Request.Body, MostBytes, context.RequestAborted).ConfigureAwait(false)
            ?? throw new GatewayProblem(HttpStatusCode.RequestEntityTooLarge, "too-long", "The request is longer than 16 KiB.", "limit");
        try
        {
            using var document = JsonDocument.Parse(body);
            return (TextOf(document, "platform"), HttpMethod.Parse(TextOf(document, "method")), TextOf(document, "url"));
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw Unreadable();
        }
    }

    private static string TextOf(JsonDocument document, string name) =>
        document.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String
            ? value.GetString()!
            : throw Unreadable();

    private static GatewayProblem Unreadable() => new(HttpStatusCode.BadRequest, "structure", "The body is to be {\"platform\", \"method\", \"url\"}, each a text.", "body");
}
