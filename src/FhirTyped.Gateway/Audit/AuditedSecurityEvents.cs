using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway;

/// <summary>Writes what a security officer wants to hear of into the audit, and into the log.</summary>
internal sealed partial class AuditedSecurityEvents(AuditTrail audit, LoggedSecurityEvents logged, TimeProvider time, ILogger<AuditedSecurityEvents> logger) : ISecurityEvents
{
    /// <inheritdoc/>
    public void Report(SecurityEventKind kind, GatewayCaller? caller, string? platform)
    {
        logged.Report(kind, caller, platform);
        var place = audit.TryTakePlace();
        if (place is null)
        {
            LogUnwritten(logger, kind);
            return;
        }

        _ = WriteAsync(place, new AuditEntry
        {
            RequestId = Guid.NewGuid().ToString("N"),
            Action = ActionOf(kind),
            At = time.GetUtcNow(),
            Subject = caller?.Subject ?? "",
            ClientId = caller?.ClientId,
            Platform = platform,
            Status = IsGood(kind) ? 200 : 400,
            Refusal = IsGood(kind) ? null : kind.ToString(),
        });
    }

    private static bool IsGood(SecurityEventKind kind) => kind is SecurityEventKind.Connected or SecurityEventKind.LoggedIn or SecurityEventKind.Disconnected or SecurityEventKind.SessionEnded;

    private static string ActionOf(SecurityEventKind kind) => kind switch
    {
        SecurityEventKind.Disconnected or SecurityEventKind.SessionEnded => "logout",
        SecurityEventKind.LaunchFromUnknownServer => "launch",
        SecurityEventKind.ConnectionNotOpened or SecurityEventKind.TokenRefused or SecurityEventKind.ForeignOrigin => "security",
        _ => "login",
    };

    private static async Task WriteAsync(AuditPlace place, AuditEntry entry)
    {
        using (place)
        {
            try
            {
                await place.WriteAsync(entry).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // It is kept, and written when the store takes it.
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Kind} could not be written down: the audit's queue is full.")]
    private static partial void LogUnwritten(ILogger logger, SecurityEventKind kind);
}
