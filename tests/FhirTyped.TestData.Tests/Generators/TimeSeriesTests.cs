using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

public sealed class TimeSeriesTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 31, 22, 30, 0, TimeSpan.FromHours(-5));

    private static string[] Times(TimeSeriesOptions options) => [.. new TimeSeriesGenerator<Observation>(new ResourceGenerator<Observation>(), static (observation, time) => observation.EffectiveDateTime = time, options)
        .Generate().Select(static observation => observation.EffectiveDateTime.ToString()!)];

    [Fact]
    public void A_short_month_moves_its_own_step_and_no_other() => Assert.Equal(
        ["2024-01-31T22:30:00-05:00", "2024-02-29T22:30:00-05:00", "2024-03-31T22:30:00-05:00", "2024-04-30T22:30:00-05:00", "2024-05-31T22:30:00-05:00"],
        Times(new() { Start = Start, Count = 5, Frequency = TimeSeriesFrequency.Monthly }));

    [Fact]
    public void A_leap_day_comes_again_after_four_years() => Assert.Equal(
        ["2024-02-29T00:00:00Z", "2026-02-28T00:00:00Z", "2028-02-29T00:00:00Z"],
        Times(new() { Start = new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero), Count = 3, Frequency = TimeSeriesFrequency.Yearly, Period = 2 }).Select(static time => time.Replace("+00:00", "Z", StringComparison.Ordinal)));

    // 10 March 2024 has 23 hours where clocks are changed.
    [Fact]
    public void A_day_has_24_hours_and_the_offset_stays() => Assert.Equal(
        ["2024-03-09T22:30:00-05:00", "2024-03-10T22:30:00-05:00", "2024-03-11T22:30:00-05:00"],
        Times(new() { Start = new DateTimeOffset(2024, 3, 9, 22, 30, 0, TimeSpan.FromHours(-5)), Count = 3 }));

    [Theory]
    [InlineData(TimeSeriesFrequency.Hourly, 1, 25)]
    [InlineData(TimeSeriesFrequency.Hourly, 6, 5)]
    [InlineData(TimeSeriesFrequency.Daily, 1, 2)]
    [InlineData(TimeSeriesFrequency.Weekly, 1, 1)]
    public void The_end_is_included(TimeSeriesFrequency frequency, int period, int steps) =>
        Assert.Equal(steps, Times(new() { Start = Start, End = Start.AddDays(1), Frequency = frequency, Period = period }).Length);

    [Fact]
    public void An_interval_of_ones_own_is_kept() => Assert.Equal(
        ["2024-01-31T22:30:00-05:00", "2024-01-31T22:52:30-05:00"],
        Times(new() { Start = Start, Count = 2, Interval = TimeSpan.FromMinutes(22.5) }));

    [Fact]
    public void Rules_see_step_and_time_and_each_step_has_its_own_numbers()
    {
        var weight = new ResourceGenerator<Observation>()
            .Field(static (observation, random, context) => observation.Value = Quantity.Ucum(80 - context.Step + random.NextDecimal(0, 0.9m, 1), "kg"))
            .Field(static (observation, _, context) => observation.Issued = context.Time!.Value.AddHours(1));
        var series = new TimeSeriesGenerator<Observation>(weight, static (observation, time) => observation.EffectiveDateTime = time, new() { Start = Start, Count = 8, Frequency = TimeSeriesFrequency.Weekly, Seed = 4 });
        var all = series.Generate().ToArray();

        Assert.All(all.Index(), static step => Assert.InRange(step.Item.ValueQuantity!.Value!.Value, 80 - step.Index, 80.9m - step.Index));
        Assert.True(all.Select(static observation => observation.ValueQuantity!.Value!.Value % 1).Distinct().Count() > 3);
        Assert.Equal(Start.AddHours(1), all[0].Issued!.Value.ToDateTimeOffset());
        Assert.Equal(all.Select(static resource => FhirJson.ToJson(resource)), series.Generate().Select(static resource => FhirJson.ToJson(resource)));
    }

    public static TheoryData<TimeSeriesOptions> Contradictions =>
    [
        new TimeSeriesOptions { Start = Start },
        new TimeSeriesOptions { Start = Start, Count = 1, End = Start },
        new TimeSeriesOptions { Start = Start, Count = 0 },
        new TimeSeriesOptions { Start = Start, End = Start.AddTicks(-1) },
        new TimeSeriesOptions { Start = Start, Count = 2, Period = 0 },
        new TimeSeriesOptions { Start = Start, Count = 2, Interval = TimeSpan.Zero },
        new TimeSeriesOptions { Start = Start, Count = 2, Frequency = (TimeSeriesFrequency)9 },
        new TimeSeriesOptions { Start = Start, Count = 9000, Frequency = TimeSeriesFrequency.Yearly },
        new TimeSeriesOptions { Start = Start, Count = int.MaxValue, Frequency = TimeSeriesFrequency.Yearly, Period = int.MaxValue },
    ];

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_itself_is_an_error(TimeSeriesOptions options) => Assert.Throws<ArgumentException>(() => Times(options));

    [Fact]
    public void A_series_until_the_end_of_time_ends() =>
        Assert.Equal(7976, Times(new() { Start = Start, End = DateTimeOffset.MaxValue, Frequency = TimeSeriesFrequency.Yearly }).Length);
}
