using Microsoft.Extensions.Logging;

namespace FhirTyped;

/// <summary>What is logged. Never an address, an id or a value: they may be about a patient.</summary>
internal static partial class FhirLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Platform}: {Request} answered {Status}")]
    public static partial void Answered(ILogger logger, string platform, string request, int status);

    [LoggerMessage(2, LogLevel.Warning, "{Platform}: {Request} refused before sending: {Ids}")]
    public static partial void Refused(ILogger logger, string platform, string request, string ids);

    [LoggerMessage(3, LogLevel.Warning, "{Platform}: by its own word the server searched otherwise by {Count} filter(s) of a search of {ResourceType}")]
    public static partial void Dropped(ILogger logger, string platform, int count, string resourceType);

    [LoggerMessage(4, LogLevel.Warning, "{Platform}: {Count} match(es) of a search of {ResourceType} contradict its criteria")]
    public static partial void Mismatched(ILogger logger, string platform, int count, string resourceType);

    [LoggerMessage(6, LogLevel.Warning, "{Platform}: {Request} failed ({Failure}, status {Status}) and is sent again in {Delay}; it was sent {Tries} time(s)")]
    public static partial void Repeating(ILogger logger, string platform, string request, string failure, int? status, TimeSpan delay, int tries);

    [LoggerMessage(7, LogLevel.Error, "{Platform}: too many requests failed; for {Duration} nothing is sent")]
    public static partial void CircuitOpened(ILogger logger, string platform, TimeSpan duration);

    [LoggerMessage(8, LogLevel.Information, "{Platform}: {Request} answered 401; it is sent once more with another token")]
    public static partial void Reauthorizing(ILogger logger, string platform, string request);

    [LoggerMessage(9, LogLevel.Warning, "{Platform}: {Request} is not covered by the scopes that were granted: {Ids}")]
    public static partial void Uncovered(ILogger logger, string platform, string request, string ids);

    [LoggerMessage(5, LogLevel.Warning, "{Platform}: a search of {ResourceType} ended with fewer matches than the server counted")]
    public static partial void Truncated(ILogger logger, string platform, string resourceType);
}
