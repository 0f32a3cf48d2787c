using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Finds codes: by the platform's own terminology where it has one, and among the values that it is known to accept.</summary>
internal sealed class FindCodeTool(AgentGateway gateway) : IAgentTool
{
    private const int MostCodes = 20;
    private const int LeastLetters = 2;

    // The value sets of all codes of a system (https://hl7.org/fhir/R4/terminologies-systems.html).
    private static readonly Dictionary<string, (string System, string ValueSet)> Systems = new(StringComparer.OrdinalIgnoreCase)
    {
        ["loinc"] = ("http://loinc.org", "http://loinc.org/vs"),
        ["snomed"] = ("http://snomed.info/sct", "http://snomed.info/sct?fhir_vs"),
        ["rxnorm"] = ("http://www.nlm.nih.gov/research/umls/rxnorm", "http://www.nlm.nih.gov/research/umls/rxnorm/vs"),
    };

    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Reading(
        "find_code", "Find a code",
        "Codes whose text or code holds a word, by the platform's own $expand where it has one, and among the values it accepts. Never guess a code.",
        """
        "properties":{"platform":{"type":"string"},"text":{"type":"string"},"system":{"type":"string","description":"loinc, snomed, rxnorm, or the address of a value set"}},"required":["platform","text"],"additionalProperties":false
        """,
        """
        "properties":{"codes":{"type":"array"},"terminology":{"type":"string"}}
        """);

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        arguments.ThrowIfUnknown("platform", "text", "system");
        var platform = gateway.Find(arguments.Text("platform"));
        var text = arguments.Text("text");
        if (text.Length < LeastLetters)
        {
            throw new ToolException("The argument 'text' is to have two letters at least.");
        }

        var codes = new List<(string Code, string Display, string Where)>();
        var terminology = "Not here: " + platform.DisplayName + " has no $expand.";
        var expand = new FhirCall(HttpMethod.Get, "ValueSet/$expand?url=" + Uri.EscapeDataString(ValueSetOf(arguments.OptionalText("system"))) + "&filter=" + Uri.EscapeDataString(text) + "&count=20");
        if (HasExpand(platform) && !platform.Exchange.IsRefused(platform.Exchange.Judge(expand)))
        {
            try
            {
                using var answer = await gateway.SendAsync(call, platform, expand, cancellationToken).ConfigureAwait(false);
                Add(codes, answer.Resource);
                terminology = "By $expand of " + platform.DisplayName + ".";
            }
            catch (GatewayProblem problem) when (problem.Refusal != "login")
            {
                terminology = "Not here: " + problem.Message;
            }
        }

        AddAccepted(codes, platform.Descriptor.Manifest, text);
        return Make(platform, [.. codes.Take(MostCodes)], terminology);
    }

    private static string ValueSetOf(string? system) => system is null ? Systems["loinc"].ValueSet : Systems.TryGetValue(system, out var known) ? known.ValueSet
        : Systems.Values.FirstOrDefault(one => one.System == system).ValueSet ?? system;

    private static bool HasExpand(GatewayPlatform platform) => platform.Descriptor.Manifest.FindResource("ValueSet")?.Operations.Any(static operation => operation.Name == "expand") == true;

    private static void Add(List<(string Code, string Display, string Where)> codes, JsonElement valueSet)
    {
        if (valueSet.ValueKind == JsonValueKind.Object && valueSet.TryGetProperty("expansion", out var expansion) && expansion.ValueKind == JsonValueKind.Object
            && expansion.TryGetProperty("contains", out var contains) && contains.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in contains.EnumerateArray().Take(MostCodes))
            {
                if (Text(item, "code") is { } code)
                {
                    codes.Add((code, Text(item, "display") ?? "", Text(item, "system") ?? ""));
                }
            }
        }
    }

    private static string? Text(JsonElement item, string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? RecordText.Clean(value.GetString()!) : null;

    private static void AddAccepted(List<(string Code, string Display, string Where)> codes, PlatformManifest manifest, string text)
    {
        foreach (var rule in manifest.Rules.Where(static rule => rule.Verb == RuleVerb.Values))
        {
            foreach (var clause in rule.Clauses)
            {
                codes.AddRange(clause.Values.Where(value => value.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(value => (value, "", rule.ResourceType + "." + clause.Parameter)));
            }
        }
    }

    private static CallToolResult Make(GatewayPlatform platform, List<(string Code, string Display, string Where)> codes, string terminology)
    {
        var text = new StringBuilder(platform.DisplayName).Append(": ").Append(terminology).Append('\n').Append(codes.Count == 0 ? "No code was found. Do not guess one.\n" : "code\tdisplay\tsystem or parameter\n");
        foreach (var (code, display, where) in codes)
        {
            text.Append(code).Append('\t').Append(display).Append('\t').Append(where).Append('\n');
        }

        return ToolAnswer.Of(text.ToString(), json =>
        {
            json.WriteString("terminology", terminology);
            json.WriteStartArray("codes");
            foreach (var (code, display, where) in codes)
            {
                json.WriteStartObject();
                json.WriteString("code", code);
                json.WriteString("display", display);
                json.WriteString("where", where);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
