namespace FhirTyped.Gateway.Mcp;

/// <summary>A call that the agent can make better: what is wrong with it, in words that say what would be right. Nothing was sent.</summary>
/// <param name="message">What is wrong. No value of the call stands in it.</param>
internal sealed class ToolException(string message) : Exception(message);
