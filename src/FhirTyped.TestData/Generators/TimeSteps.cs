namespace FhirTyped.TestData;

/// <summary>The moments of a time series.</summary>
internal sealed class TimeSteps
{
    private readonly TimeSeriesOptions _options;

    /// <exception cref="ArgumentException">The options contradict each other or lead beyond the year 9999.</exception>
    public TimeSteps(TimeSeriesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        if (options.End is null == options.Count is null)
        {
            throw new ArgumentException("Exactly one of End and Count has to be set.", nameof(options));
        }

        if (options.Interval is { } interval && interval <= TimeSpan.Zero)
        {
            throw new ArgumentException("Interval has to be longer than nothing.", nameof(options));
        }

        if (options.Period < 1 || !Enum.IsDefined(options.Frequency))
        {
            throw new ArgumentException("Period has to be 1 at least, and Frequency one of its members.", nameof(options));
        }

        if (options.Count is { } count && (count < 1 || At(count - 1) is null))
        {
            throw new ArgumentException("Count has to be 1 at least, and the last step before the year 10000.", nameof(options));
        }

        if (options.End < options.Start)
        {
            throw new ArgumentException("End is before Start.", nameof(options));
        }
    }

    public IEnumerable<DateTimeOffset> All()
    {
        for (var step = 0; _options.Count is not { } count || step < count; step++)
        {
            if (At(step) is not { } moment || moment > _options.End)
            {
                yield break;
            }

            yield return moment;
        }
    }

    // Always from the start: what a short month cut off is there again in a long one.
    private DateTimeOffset? At(long step)
    {
        try
        {
            var start = _options.Start;
            var units = checked(step * _options.Period);
            return (_options.Interval, _options.Frequency) switch
            {
                ({ } interval, _) => start + TimeSpan.FromTicks(checked(interval.Ticks * step)),
                (_, TimeSeriesFrequency.Hourly) => start.AddTicks(checked(units * TimeSpan.TicksPerHour)),
                (_, TimeSeriesFrequency.Daily) => start.AddTicks(checked(units * TimeSpan.TicksPerDay)),
                (_, TimeSeriesFrequency.Weekly) => start.AddTicks(checked(units * 7 * TimeSpan.TicksPerDay)),
                (_, TimeSeriesFrequency.Monthly) => start.AddMonths(checked((int)units)),
                _ => start.AddMonths(checked((int)(units * 12))),
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
