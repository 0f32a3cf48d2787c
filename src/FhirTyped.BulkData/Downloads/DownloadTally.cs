namespace FhirTyped.BulkData;

/// <summary>Counts what has come, and reports it from time to time. Thread-safe.</summary>
internal sealed class DownloadTally(int files, IProgress<BulkExportProgress>? progress, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private int _done;
    private long _bytes;
    private long _resources;
    private long _reported = clock.GetTimestamp();

    /// <summary>Bytes have come, or were there already; or are dropped again, where negative.</summary>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            if (clock.GetElapsedTime(_reported) >= Interval)
            {
                Report();
            }
        }
    }

    /// <summary>A file is there.</summary>
    public void Finish(long resources)
    {
        lock (_lock)
        {
            _done++;
            _resources += resources;
            Report();
        }
    }

    // Under the lock, so that no report says less than the one before it.
    private void Report()
    {
        _reported = clock.GetTimestamp();
        progress?.Report(new(BulkExportPhase.Complete, null, null, _done, files, _bytes, _resources));
    }
}
