using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Says what a platform can do, in so few words that an agent has room for the rest.</summary>
internal sealed class DescribeTool(AgentGateway gateway) : IAgentTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Reading(
        "describe", "What a platform supports",
        "Without 'type': the resource types of a platform. With it: search parameters, what has to be given together, accepted values, operations, and one search that works.",
        """
        "properties":{"platform":{"type":"string"},"type":{"type":"string"}},"required":["platform"],"additionalProperties":false
        """,
        """
        "properties":{"platform":{"type":"string"},"type":{"type":"string"},"source":{"type":"string"},"left_out":{"type":"array"}}
        """);

    /// <inheritdoc/>
    public ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        arguments.ThrowIfUnknown("platform", "type");
        var platform = gateway.Find(arguments.Text("platform"));
        if (arguments.OptionalText("type") is not { } type)
        {
            return ValueTask.FromResult(PlatformDescription.Of(platform));
        }

        return platform.Descriptor.Manifest.FindResource(type) is { } resource
            ? ValueTask.FromResult(TypeDescription.Of(platform, resource))
            : throw new ToolException($"{platform.DisplayName} has no such resource type ({platform.Descriptor.Manifest.Origin.Describe()})."
                + (NearestName.FindResourceType(type, platform.Descriptor.Manifest.Resources.Select(static one => one.Type)) is { } meant ? $" Did you mean '{meant}'?" : ""));
    }
}
