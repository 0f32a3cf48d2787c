namespace FhirTyped.Cli;

/// <summary>Something that the user can put right; the message is all that is shown.</summary>
internal sealed class CliException(string message) : Exception(message);
