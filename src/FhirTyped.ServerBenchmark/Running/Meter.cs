namespace FhirTyped.ServerBenchmark;

/// <summary>Collects what is measured of one operation.</summary>
internal sealed class Meter(int parallelism)
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _times = [];
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);
    private int _attempts;
    private int _errorsInARow;
    private TimeSpan _busy;
    private long _requests;
    private long _sent;
    private long _received;
    private long _resources;

    /// <summary>Whether nothing works, so that further attempts would only take time.</summary>
    public bool IsHopeless
    {
        get
        {
            lock (_lock)
            {
                return _errorsInARow >= 5;
            }
        }
    }

    /// <summary>Takes up an attempt.</summary>
    /// <param name="attempt">What became of it.</param>
    /// <returns>How many there are now.</returns>
    public int Add(Attempt attempt)
    {
        lock (_lock)
        {
            _busy += attempt.Time;
            _requests += attempt.Requests;
            _sent += attempt.BytesSent;
            _received += attempt.BytesReceived;
            foreach (var error in attempt.Errors)
            {
                _errors[error] = _errors.GetValueOrDefault(error) + 1;
            }

            if (attempt.Errors.Count == 0)
            {
                _times.Add(attempt.Time);
                _resources += attempt.Resources;
            }

            _errorsInARow = attempt.Errors.Count == 0 ? 0 : _errorsInARow + 1;
            return ++_attempts;
        }
    }

    /// <summary>What was measured until now.</summary>
    public ServerBenchmarkMeasurement Measure(ServerBenchmarkOperation operation, string? query)
    {
        lock (_lock)
        {
            // Between the requests this machine makes the next ones: of that the server knows nothing.
            var seconds = _busy.TotalSeconds / Math.Min(parallelism, Math.Max(1, _attempts));
            return new(operation, query, ServerBenchmarkStatus.Measured, times: _times)
            {
                Attempts = _attempts,
                Errors = new SortedDictionary<string, int>(_errors, StringComparer.Ordinal),
                Requests = _requests,
                RequestsPerSecond = seconds > 0 ? _requests / seconds : 0,
                BytesSent = _sent,
                BytesReceived = _received,
                Resources = _resources,
            };
        }
    }
}
