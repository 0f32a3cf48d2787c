using System.Globalization;

namespace FhirTyped.ServerBenchmark;

/// <summary>A logarithmic axis of times.</summary>
/// <param name="lowest">The power of ten of milliseconds at which it begins.</param>
/// <param name="highest">That at which it ends.</param>
/// <param name="left">Where it begins.</param>
/// <param name="right">Where it ends.</param>
internal sealed class TimeScale(int lowest, int highest, int left, int right)
{
    /// <summary>The axis on which all medians and 95th percentiles have a place.</summary>
    public static TimeScale Of(IEnumerable<ServerBenchmarkMeasurement> measurements, int left, int right)
    {
        double[] times = [.. measurements.Where(static one => one.Median is not null).SelectMany(static one => new[] { one.Median!.Value, one.Percentile(95)!.Value })
            .Select(static time => Math.Max(0.001, time.TotalMilliseconds))];
        var lowest = times.Length == 0 ? 0 : (int)Math.Floor(Math.Log10(times.Min()));
        return new(lowest, Math.Max(lowest + 1, times.Length == 0 ? 3 : (int)Math.Ceiling(Math.Log10(times.Max()))), left, right);
    }

    /// <summary>The powers of ten.</summary>
    public IEnumerable<(string Label, int X)> Ticks => Enumerable.Range(lowest, highest - lowest + 1).Select(power => (Describe(TimeSpan.FromMilliseconds(Math.Pow(10, power))), PlaceOf(power)));

    /// <summary>Where a time stands.</summary>
    public int PlaceOf(TimeSpan time) => PlaceOf(Math.Log10(Math.Max(0.001, time.TotalMilliseconds)));

    /// <summary>A time as people read it.</summary>
    public static string Describe(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs"),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 100_000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
    };

    private int PlaceOf(double power) => left + (int)Math.Round(Math.Clamp((power - lowest) / (highest - lowest), 0, 1) * (right - left));
}
