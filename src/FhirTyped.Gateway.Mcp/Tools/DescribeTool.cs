using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Says what a platform can do, in so few words that an agent has room for the rest.</summary>
internal sealed class DescribeTool(AgentGateway gateway) : IAgentTool
{
    // What a platform declares does not change while its facts are in use, and is asked for by every agent.
    private readonly ConditionalWeakTable<GatewayPlatform, ConcurrentDictionary<string, CallToolResult>> _descriptions = [];

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
        var descriptions = _descriptions.GetOrCreateValue(platform);
        if (arguments.OptionalText("type") is not { } type)
        {
            return ValueTask.FromResult(descriptions.GetOrAdd("", static (_, one) => PlatformDescription.Of(one), platform));
        }

        return platform.Descriptor.Manifest.FindResource(type) is { } resource
            ? ValueTask.FromResult(descriptions.GetOrAdd(type, static (_, one) => TypeDescription.Of(one.platform, one.resource), (platform, resource)))
            : throw new ToolException($"{platform.DisplayName} has no such resource type ({platform.Descriptor.Manifest.Origin.Describe()})."
                + (NearestName.FindResourceType(type, platform.Descriptor.Manifest.Resources.Select(static one => one.Type)) is { } meant ? $" Did you mean '{meant}'?" : ""));
    }
}
