namespace FhirTyped.BulkData;

/// <summary>How long is waited before the server is asked again.</summary>
internal sealed class PollPause(BulkExportOptions options)
{
    private int _times;

    /// <summary>The next pause.</summary>
    /// <param name="retryAfter">How long the server asks to wait, or null.</param>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked)
        {
            // A server that says "now" would be asked without a pause.
            return asked < options.FirstPause ? options.FirstPause : asked < options.LongestRetryAfter ? asked : options.LongestRetryAfter;
        }

        var pause = options.FirstPause * Math.Pow(2, Math.Min(_times++, 30));
        pause = (pause < options.LongestPause ? pause : options.LongestPause) * (0.5 + Random.Shared.NextDouble());
        return pause < options.LongestPause ? pause : options.LongestPause;
    }
}
