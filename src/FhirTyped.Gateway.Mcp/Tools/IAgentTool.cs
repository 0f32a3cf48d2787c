using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A tool.</summary>
internal interface IAgentTool
{
    /// <summary>What agents see of it.</summary>
    Tool Definition { get; }

    /// <summary>Whether it is there for agents that may propose changes alone.</summary>
    bool IsForWriters => false;

    /// <summary>Carries a call out.</summary>
    /// <exception cref="ToolException">The arguments are not what they should be.</exception>
    /// <exception cref="GatewayProblem">It was refused, or failed.</exception>
    ValueTask<CallToolResult> CallAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken);
}

/// <summary>Makes definitions of tools.</summary>
internal static class ToolDefinition
{
    /// <summary>A tool that only reads.</summary>
    public static Tool Reading(string name, string title, string description, string input, string output) => Of(name, title, description, input, output, new() { ReadOnlyHint = true, OpenWorldHint = false });

    /// <summary>A tool.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="title">The name that people read.</param>
    /// <param name="description">What it does, for the agent.</param>
    /// <param name="input">The members of the schema of its arguments, as JSON.</param>
    /// <param name="output">The members of the schema of its answer, as JSON.</param>
    /// <param name="annotations">What programs may go by.</param>
    public static Tool Of(string name, string title, string description, string input, string output, ToolAnnotations annotations) => new()
    {
        Name = name, Title = title, Description = description, InputSchema = Parse(input), OutputSchema = Parse(output), Annotations = annotations,
    };

    private static JsonElement Parse(string members)
    {
        using var document = JsonDocument.Parse("{\"type\":\"object\"," + members + "}");
        return document.RootElement.Clone();
    }
}
