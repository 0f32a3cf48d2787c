using System.Globalization;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// What a platform refused, by its OperationOutcome (https://hl7.org/fhir/R4/operationoutcome.html): the codes, and never its free text, which may repeat what stands in a record, or speak to the agent.
/// </summary>
internal static class PlatformRefusal
{
    private const int MostIssues = 5;
    private const int LongestCode = 64;

    /// <summary>The problem.</summary>
    public static GatewayProblem Of(GatewayAnswer answer, JsonDocument? outcome)
    {
        var codes = new List<string>();
        if (outcome is { RootElement.ValueKind: JsonValueKind.Object } && outcome.RootElement.TryGetProperty("issue", out var issues) && issues.ValueKind == JsonValueKind.Array)
        {
            foreach (var issue in issues.EnumerateArray().Take(MostIssues))
            {
                Add(codes, issue, "code");
                if (issue.ValueKind == JsonValueKind.Object && issue.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object
                    && details.TryGetProperty("coding", out var codings) && codings.ValueKind == JsonValueKind.Array)
                {
                    foreach (var coding in codings.EnumerateArray().Take(MostIssues))
                    {
                        Add(codes, coding, "code");
                    }
                }
            }
        }

        var status = ((int)answer.Raw.StatusCode).ToString(CultureInfo.InvariantCulture);
        return new GatewayProblem(
            answer.Raw.StatusCode, "processing",
            answer.Platform.DisplayName + " answered " + status + (codes.Count > 0 ? " (" + string.Join(", ", codes.Distinct(StringComparer.Ordinal)) + ")" : "") + ".") { RetryAfter = answer.Raw.RetryAfter };
    }

    private static void Add(List<string> codes, JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var code) && code.ValueKind == JsonValueKind.String
            && code.GetString() is { Length: > 0 and <= LongestCode } text && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            codes.Add(text);
        }
    }
}
