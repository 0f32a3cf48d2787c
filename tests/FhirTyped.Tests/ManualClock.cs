namespace FhirTyped.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Whether anybody waits for it.</summary>
    public bool HasTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Any(static timer => timer.Due != long.MaxValue);
            }
        }
    }

    /// <summary>Moves the clock; timers that are due go off.</summary>
    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref _ticks, time.Ticks);
        List<ManualTimer> due;
        lock (_lock)
        {
            due = [.. _timers.Where(timer => timer.Due <= GetTimestamp())];
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(static timer => timer.GoOff());
    }

    /// <summary>Moves the clock from another thread: whoever moves it here would run what the timers do.</summary>
    public void AdvanceLater(TimeSpan time) => _ = Task.Run(() => Advance(time));

    private sealed class ManualTimer(ManualClock clock, Action goOff) : ITimer
    {
        public long Due { get; private set; } = long.MaxValue;

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks;
            return true;
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
