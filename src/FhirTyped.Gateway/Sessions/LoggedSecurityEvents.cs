using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>Logs security events: what and where, and nothing of a person.</summary>
internal sealed partial class LoggedSecurityEvents(ILogger<LoggedSecurityEvents> logger) : ISecurityEvents
{
    /// <inheritdoc/>
    public void Report(SecurityEventKind kind, GatewayCaller? caller, string? platform)
    {
        if (kind is SecurityEventKind.Connected or SecurityEventKind.Disconnected or SecurityEventKind.SessionEnded)
        {
            LogDone(logger, kind, platform ?? "-");
        }
        else
        {
            LogRefused(logger, kind, platform ?? "-");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Kind} (platform: {Platform}).")]
    private static partial void LogDone(ILogger logger, SecurityEventKind kind, string platform);

    [LoggerMessage(2, LogLevel.Warning, "Refused: {Kind} (platform: {Platform}).")]
    private static partial void LogRefused(ILogger logger, SecurityEventKind kind, string platform);
}
