using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>
/// The tools by the names that fhir-gateway has. Its <c>search</c> and <c>read</c> have the names of ours, and other arguments: those are taken too where the names are listed. Its
/// <c>auth_handle</c> is not: who asks is in the token.
/// </summary>
internal static class FhirGatewayTools
{
    private const string Platform = "\"platform_id\":{\"type\":\"string\"}";

    // The argument there, and ours.
    private static readonly (string Theirs, string Ours)[] Arguments = [("platform_id", "platform"), ("resource_type", "type"), ("params", "criteria")];

    /// <summary>All of them, over the tools that there are.</summary>
    public static IEnumerable<IAgentTool> Over(IReadOnlyList<IAgentTool> tools, LoginRequests logins, GatewayPlatforms platforms, Logout logout, IGatewayConnections connections)
    {
        IAgentTool Find(string name) => tools.First(tool => tool.Definition.Name == name);
        yield return new RenamedTool(Find("platforms"), "list_platforms", "\"properties\":{}", static _ => []);
        yield return new RenamedTool(Find("describe"), "get_capabilities", "\"properties\":{" + Platform + ",\"resource_type\":{\"type\":\"string\"}},\"required\":[\"platform_id\"]", static arguments => Map(arguments, "platform_id", "resource_type"));
        yield return Writing(Find("change"), "create", "\"resource\":{\"type\":\"object\"}", "\"platform_id\",\"resource_type\",\"resource\"", hasId: false);
        yield return Writing(Find("change"), "update", "\"resource_id\":{\"type\":\"string\"},\"resource\":{\"type\":\"object\"},\"version\":{\"type\":\"string\"}", "\"platform_id\",\"resource_type\",\"resource_id\",\"resource\"", hasId: true);
        yield return Writing(Find("change"), "delete", "\"resource_id\":{\"type\":\"string\"}", "\"platform_id\",\"resource_type\",\"resource_id\"", hasId: true);
        yield return new StartAuthTool(logins, platforms, connections);
        yield return new WaitForAuthTool(platforms, connections, logins);
        yield return new RenamedTool(Find("platforms"), "get_auth_status", "\"properties\":{" + Platform + "}", static arguments => arguments.OptionalText("platform_id") is { } id ? new() { ["text"] = Text(id) } : []);
        yield return new RevokeAuthTool(platforms, logout);
    }

    /// <summary>The arguments of fhir-gateway's <c>search</c> and <c>read</c> as ours.</summary>
    public static IDictionary<string, JsonElement>? Translate(string tool, IDictionary<string, JsonElement>? arguments)
    {
        if (arguments is null || tool is not ("search" or "read") || !arguments.ContainsKey("platform_id"))
        {
            return arguments;
        }

        var ours = new Dictionary<string, JsonElement>(arguments, StringComparer.Ordinal);
        if (tool == "read" && ours.Remove("resource_type", out var type) && ours.Remove("resource_id", out var id))
        {
            ours["reference"] = Text(type + "/" + id);
        }

        foreach (var (theirs, name) in Arguments)
        {
            if (ours.Remove(theirs, out var value))
            {
                ours[name] = value;
            }
        }

        return ours;
    }

    private static RenamedTool Writing(IAgentTool change, string method, string properties, string required, bool hasId) => new(
        change, method, "\"properties\":{" + Platform + ",\"resource_type\":{\"type\":\"string\"}," + properties + "},\"required\":[" + required + "]", arguments =>
        {
            var ours = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                ["platform"] = Text(arguments.Text("platform_id")), ["method"] = Text(method),
                ["reference"] = Text(arguments.Text("resource_type") + (hasId ? "/" + arguments.Text("resource_id") : "")),
            };
            if (arguments.OptionalObject("resource") is { } body)
            {
                ours["body"] = body;
            }

            if (arguments.OptionalText("version") is { } version)
            {
                ours["version"] = Text(version);
            }

            return ours;
        });

    private static Dictionary<string, JsonElement> Map(ToolArguments arguments, params ReadOnlySpan<string> names)
    {
        var ours = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (arguments.OptionalText(name) is { } value)
            {
                ours[Arguments.First(one => one.Theirs == name).Ours] = Text(value);
            }
        }

        return ours;
    }

    private static JsonElement Text(string text) => ToolAnswer.ToElement(json => json.WriteString("text", text)).GetProperty("text");
}
