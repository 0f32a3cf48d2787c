using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A tool under the name that fhir-gateway has for it, with that one's arguments: the same code does it.</summary>
/// <param name="tool">The tool.</param>
/// <param name="name">The name there.</param>
/// <param name="input">The members of the schema of its arguments, as JSON.</param>
/// <param name="map">Makes our arguments of those.</param>
internal sealed class RenamedTool(IAgentTool tool, string name, string input, Func<ToolArguments, Dictionary<string, JsonElement>> map) : IAgentTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } = ToolDefinition.Of(
        name, tool.Definition.Title!, "As '" + tool.Definition.Name + "'. " + tool.Definition.Description, input,
        tool.Definition.OutputSchema!.Value.GetRawText()["{\"type\":\"object\",".Length..^1], tool.Definition.Annotations!);

    /// <inheritdoc/>
    public bool IsForWriters => tool.IsForWriters;

    /// <inheritdoc/>
    public ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken) => tool.CallAsync(call, new ToolArguments(map(arguments)), cancellationToken);
}
