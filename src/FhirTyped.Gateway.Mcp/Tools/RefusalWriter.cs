using System.Globalization;
using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// Says no so that the agent learns: what is wrong by the judge's own sentence, by whose word, what to do, and the call as it would be right. No value of a record stands in it, and no text of the
/// platform's.
/// </summary>
internal sealed class RefusalWriter(CallExplainer explainer)
{
    private const int MostIssues = 10;

    /// <summary>A call that was wrong before anything was asked.</summary>
    public static CallToolResult Of(ToolException error) => Error(error.Message);

    /// <summary>A call that was refused, or failed.</summary>
    public static CallToolResult Of(GatewayProblem problem)
    {
        var text = new StringBuilder();
        foreach (var issue in problem.Issues.Take(MostIssues))
        {
            text.Append(issue.Id is { } id ? id + ": " : "").Append(issue.Diagnostics).Append(issue.Remedy is { } remedy ? " " + remedy : "").Append('\n');
        }

        if (problem.RetryAfter is { } after)
        {
            text.Append(CultureInfo.InvariantCulture, $"Try again in {Math.Max(1, (int)after.TotalSeconds)} s.\n");
        }

        return Error(text.ToString());
    }

    /// <summary>A search or another request that the judge refused, with the call that would be right.</summary>
    public async ValueTask<CallToolResult> OfAsync(GatewayProblem problem, AgentCall call, GatewayPlatform platform, FhirCall request, CancellationToken cancellationToken)
    {
        // As it was written: the names that the agent used are repeated to it, and to nobody else.
        var explanation = await explainer.ExplainAsync(call.Caller, platform, request, cancellationToken).ConfigureAwait(false);
        if (explanation.Verdicts.Count == 0)
        {
            return Of(problem);
        }

        var text = new StringBuilder("Nothing was sent.\n");
        foreach (var verdict in explanation.Verdicts.Take(MostIssues))
        {
            text.Append(verdict.Id).Append(": ").Append(verdict.Message).Append(GatewayProblem.RemedyOf(verdict) is { } remedy ? " " + remedy : "").Append('\n');
        }

        if (explanation.CorrectedUrl is { } corrected && explanation.Route?.Kind == FhirRouteKind.SearchType)
        {
            text.Append("Right would be: search ").Append(ArgumentsOf(platform, corrected)).Append('\n');
        }

        return Error(text.ToString());
    }

    private static string ArgumentsOf(GatewayPlatform platform, string url)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var question = url.IndexOf('?', StringComparison.Ordinal);
            json.WriteStartObject();
            json.WriteString("platform", platform.Id);
            json.WriteString("type", question < 0 ? url : url[..question]);
            SearchCriteria.Write(json, question < 0 ? "" : url[(question + 1)..]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static CallToolResult Error(string text) => new() { IsError = true, Content = [new TextContentBlock { Text = text.Length > 6_000 ? text[..6_000] + "…" : text }] };
}
