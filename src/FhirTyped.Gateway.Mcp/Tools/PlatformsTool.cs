using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Lists the platforms that the caller may use.</summary>
internal sealed class PlatformsTool(GatewayPlatforms platforms, IGatewayConnections connections) : IAgentTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Reading(
        "platforms", "List platforms",
        "The FHIR servers behind this gateway, and whether the person is connected to them. Begin here, then 'describe'.",
        """
        "properties":{"text":{"type":"string","description":"Part of a name"}},"additionalProperties":false
        """,
        """
        "properties":{"platforms":{"type":"array"},"left_out":{"type":"integer"}}
        """);

    /// <inheritdoc/>
    public async ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        arguments.ThrowIfUnknown("text");
        var part = arguments.OptionalText("text") ?? "";
        var found = platforms.All.Where(platform => platform.Id.Contains(part, StringComparison.OrdinalIgnoreCase) || platform.DisplayName.Contains(part, StringComparison.OrdinalIgnoreCase)).ToList();
        var lines = new List<(GatewayPlatform Platform, string Connection)>();
        foreach (var platform in found)
        {
            var connection = await connections.FindAsync(call.Caller, platform, cancellationToken).ConfigureAwait(false);
            lines.Add((platform, connection is null ? platform.HasLogin ? "no: the first call asks the person to log in" : "not for this caller" : connection.IsShared ? "by the gateway" : "yes"));
        }

        return ToolAnswer.Fit(lines.Count, count => Make(lines, count)).Result;
    }

    private static CallToolResult Make(List<(GatewayPlatform Platform, string Connection)> lines, int count)
    {
        var text = new StringBuilder("id\tname\tconnected\tread_only\ttypes\n");
        foreach (var (platform, connection) in lines.Take(count))
        {
            text.Append(platform.Id).Append('\t').Append(platform.DisplayName).Append('\t').Append(connection).Append('\t').Append(platform.Options.ReadOnly ? "yes" : "no").Append('\t')
                .Append(platform.Descriptor.Manifest.Resources.Count).Append('\n');
        }

        return ToolAnswer.Of(text.ToString(), json =>
        {
            json.WriteStartArray("platforms");
            foreach (var (platform, connection) in lines.Take(count))
            {
                json.WriteStartObject();
                json.WriteString("id", platform.Id);
                json.WriteString("name", platform.DisplayName);
                json.WriteString("connected", connection);
                json.WriteBoolean("read_only", platform.Options.ReadOnly);
                json.WriteNumber("types", platform.Descriptor.Manifest.Resources.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (count < lines.Count)
            {
                json.WriteNumber("left_out", lines.Count - count);
            }
        });
    }
}
