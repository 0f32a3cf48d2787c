namespace FhirTyped.ServerBenchmark;

/// <summary>What was measured of one operation at one server.</summary>
/// <remarks>Times are those from sending a request to the last byte of its answer, of a search of all its pages, with what the client itself does between; of attempts that succeeded.</remarks>
public sealed class ServerBenchmarkMeasurement
{
    private readonly TimeSpan[] _times;

    internal ServerBenchmarkMeasurement(ServerBenchmarkOperation operation, string? query, ServerBenchmarkStatus status, string? reason = null, IEnumerable<TimeSpan>? times = null)
    {
        Operation = operation;
        Query = query;
        Status = status;
        Reason = reason;
        _times = [.. (times ?? []).OrderBy(static time => time)];
    }

    /// <summary>The operation.</summary>
    public ServerBenchmarkOperation Operation { get; }

    /// <summary>Of a search its name; else null.</summary>
    public string? Query { get; }

    /// <summary>What became of it.</summary>
    public ServerBenchmarkStatus Status { get; }

    /// <summary>Why nothing was measured, in the judge's words; null where something was.</summary>
    public string? Reason { get; }

    /// <summary>How many attempts there were. After five errors in a row there are no more.</summary>
    public int Attempts { get; internal init; }

    /// <summary>How many succeeded.</summary>
    public int Successes => _times.Length;

    /// <summary>What went wrong, and how often: <c>HTTP 503</c>, <c>timeout</c>, <c>transport</c>, <c>entry HTTP 422</c> of a batch.</summary>
    public IReadOnlyDictionary<string, int> Errors { get; internal init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The middle time; null where nothing succeeded.</summary>
    public TimeSpan? Median => Percentile(50);

    /// <summary>The shortest time; null where nothing succeeded.</summary>
    public TimeSpan? Minimum => _times.Length == 0 ? null : _times[0];

    /// <summary>The longest time; null where nothing succeeded.</summary>
    public TimeSpan? Maximum => _times.Length == 0 ? null : _times[^1];

    /// <summary>How many requests were answered in a second in which requests were under way; what this machine does between them does not count.</summary>
    public double RequestsPerSecond { get; internal init; }

    /// <summary>How many requests were sent and answered.</summary>
    public long Requests { get; internal init; }

    /// <summary>How many bytes of bodies were sent.</summary>
    public long BytesSent { get; internal init; }

    /// <summary>How many bytes of bodies were received.</summary>
    public long BytesReceived { get; internal init; }

    /// <summary>How many resources were written or found, over all attempts that succeeded.</summary>
    public long Resources { get; internal init; }

    /// <summary>The time below which a part of the attempts lies: that of the attempt at that place (nearest rank).</summary>
    /// <param name="percent">More than 0, and 100 at the most.</param>
    /// <returns>The time; null where nothing succeeded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the range.</exception>
    public TimeSpan? Percentile(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return _times.Length == 0 ? null : _times[(int)Math.Ceiling(percent / 100 * _times.Length) - 1];
    }

    /// <summary>The operation and what became of it.</summary>
    public override string ToString() => $"{Operation}{(Query is null ? "" : " " + Query)}: {Status}";
}
