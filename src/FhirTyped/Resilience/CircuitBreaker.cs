namespace FhirTyped.Resilience;

/// <summary>
/// Leaves a server alone for a while whose requests keep failing: where a share of those within the sampling time failed, none is sent until the break is over; then one is,
/// and decides.
/// </summary>
/// <remarks>
/// Thread-safe. It does what that of Polly does, and is written here since Polly's can be told an outcome only by running something in it: that was a tenth of a whole read, and 150 methods
/// that the JIT compiled before the first one. The sampling time is counted in ten parts, so that a request counts for that long, and for up to a tenth less.
/// </remarks>
internal sealed class CircuitBreaker
{
    private const int Parts = 10;

    private readonly Lock _lock = new();
    private readonly FhirCircuitBreakerOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<TimeSpan> _opened;

    // What was counted in each part of the sampling time, in a circle.
    private readonly (int Requests, int Failures)[] _counts = new (int, int)[Parts];
    private readonly long _lengthOfPart;
    private int _part;
    private long _partBegan;

    private volatile State _state;
    private long _blockedSince;

    /// <summary>Makes one, closed.</summary>
    /// <param name="options">When it opens, and for how long.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="opened">Is told that it opened, and for how long.</param>
    public CircuitBreaker(FhirCircuitBreakerOptions options, TimeProvider clock, Action<TimeSpan> opened)
    {
        _options = options;
        _clock = clock;
        _opened = opened;
        _lengthOfPart = (long)(options.SamplingDuration.TotalSeconds / Parts * clock.TimestampFrequency);
        _partBegan = clock.GetTimestamp();
    }

    private enum State
    {
        Closed,
        Open,

        // One request is under way that decides.
        HalfOpen,
    }

    /// <summary>Whether nothing is sent for a while.</summary>
    public bool IsOpen => _state == State.Open;

    /// <summary>How long nothing may be sent; null where a request may. Whoever may tells how it went.</summary>
    public TimeSpan? Ask()
    {
        if (_state == State.Closed)
        {
            return null;
        }

        lock (_lock)
        {
            if (_state == State.Closed)
            {
                return null;
            }

            var left = _options.BreakDuration - _clock.GetElapsedTime(_blockedSince);
            if (left > TimeSpan.Zero)
            {
                return left;
            }

            // Where nobody hears of the one that decides, there is another one after as long a time.
            _state = State.HalfOpen;
            _blockedSince = _clock.GetTimestamp();
            return null;
        }
    }

    /// <summary>Tells how a request went.</summary>
    /// <param name="isTrouble">Whether it failed in a way that says that the server is in trouble.</param>
    public void Tell(bool isTrouble)
    {
        lock (_lock)
        {
            if (_state == State.HalfOpen)
            {
                if (!isTrouble)
                {
                    Array.Clear(_counts);
                    _state = State.Closed;
                    return;
                }
            }
            else if (!Count(isTrouble))
            {
                return;
            }

            _state = State.Open;
            _blockedSince = _clock.GetTimestamp();
        }

        _opened(_options.BreakDuration);
    }

    /// <summary>Counts a request. True where too many failed, and it was not open.</summary>
    private bool Count(bool isTrouble)
    {
        var now = _clock.GetTimestamp();
        if (now - _partBegan >= _lengthOfPart * Parts)
        {
            Array.Clear(_counts);
            _partBegan = now;
        }

        // Most requests come within the part that has begun.
        for (; now - _partBegan >= _lengthOfPart; _partBegan += _lengthOfPart)
        {
            _part = (_part + 1) % Parts;
            _counts[_part] = default;
        }

        _counts[_part].Requests++;
        if (!isTrouble)
        {
            return false;
        }

        _counts[_part].Failures++;
        var (requests, failures) = (0, 0);
        foreach (var part in _counts)
        {
            requests += part.Requests;
            failures += part.Failures;
        }

        return _state == State.Closed && requests >= _options.MinimumThroughput && (double)failures / requests >= _options.FailureRatio;
    }
}
