namespace FhirTyped.BulkData.Tests;

/// <summary>Options whose pauses are short.</summary>
internal static class Quick
{
    public static BulkExportOptions Options => new() { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5), LongestRetryAfter = TimeSpan.FromMilliseconds(5) };
}
