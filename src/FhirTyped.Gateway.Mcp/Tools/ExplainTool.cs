using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Says what would become of a request, and sends nothing.</summary>
internal sealed class ExplainTool(AgentGateway gateway, CallExplainer explainer) : IAgentTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Reading(
        "explain", "Judge a request without sending it",
        "Whether the platform takes a request, by which rule, and how it would be right.",
        """
        "properties":{"platform":{"type":"string"},"request":{"type":"string","description":"Method and address, e.g. GET Observation?patient=123"}},"required":["platform","request"],"additionalProperties":false
        """,
        """
        "properties":{"would_be_sent":{"type":"boolean"},"verdicts":{"type":"array"},"corrected":{"type":"string"}}
        """);

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        arguments.ThrowIfUnknown("platform", "request");
        var platform = gateway.Find(arguments.Text("platform"));
        var words = arguments.Text("request").Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (method, url) = words is [var verb, var rest] ? (verb.ToUpperInvariant(), rest) : ("GET", words is [var only] ? only : "");
        if (method is not ("GET" or "POST" or "PUT" or "PATCH" or "DELETE"))
        {
            throw new ToolException("The argument 'request' is to be a method (GET, POST, PUT, PATCH, DELETE) and an address below the platform's base.");
        }

        var explanation = await explainer.ExplainAsync(call.Caller, platform, new FhirCall(HttpMethod.Parse(method), url), cancellationToken).ConfigureAwait(false);
        return ToolAnswer.Fit(explanation.Verdicts.Count + explanation.Advice.Count, count => Make(platform, method, explanation, count)).Result;
    }

    private static CallToolResult Make(GatewayPlatform platform, string method, CallExplanation explanation, int count)
    {
        var verdicts = explanation.Verdicts.Concat(explanation.Advice).Take(count).ToList();
        var text = new StringBuilder(platform.DisplayName).Append(explanation.WouldBeSent ? ": it would be sent.\n" : ": it would not be sent.\n");
        foreach (var line in new[] { explanation.Problem, explanation.PolicyRefusal, explanation.NeedsLogin ? "The person has to log in at the platform first." : null })
        {
            if (line is not null)
            {
                text.Append(line).Append('\n');
            }
        }

        foreach (var verdict in verdicts)
        {
            text.Append(verdict.Id).Append(' ').Append(WordOf(verdict)).Append(": ").Append(verdict.Message).Append(GatewayProblem.RemedyOf(verdict) is { } remedy ? " " + remedy : "").Append('\n');
        }

        if (explanation.CorrectedUrl is { } corrected)
        {
            text.Append("right: ").Append(method).Append(' ').Append(corrected).Append('\n');
        }

        return ToolAnswer.Of(text.ToString(), json => Write(json, method, explanation, verdicts));
    }

    private static void Write(Utf8JsonWriter json, string method, CallExplanation explanation, List<CapabilityVerdict> verdicts)
    {
        json.WriteBoolean("would_be_sent", explanation.WouldBeSent);
        foreach (var (name, value) in new[] { ("problem", explanation.Problem), ("policy", explanation.PolicyRefusal) })
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        json.WriteBoolean("needs_login", explanation.NeedsLogin);
        json.WriteStartArray("verdicts");
        foreach (var verdict in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("id", verdict.Id);
            json.WriteString("is", WordOf(verdict));
            json.WriteString("message", verdict.Message);
            json.WriteString("source", verdict.Source);
            if (GatewayProblem.RemedyOf(verdict) is { } remedy)
            {
                json.WriteString("remedy", remedy);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (explanation.CorrectedUrl is { } corrected)
        {
            json.WriteString("corrected", method + " " + corrected);
        }
    }

    private static string WordOf(CapabilityVerdict verdict) => verdict.Support == CapabilitySupport.Unsupported ? "refused" : "undeclared";
}
