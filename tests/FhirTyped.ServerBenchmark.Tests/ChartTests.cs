using System.Globalization;
using System.Xml.Linq;

namespace FhirTyped.ServerBenchmark.Tests;

/// <summary>The chart of a report: what stands in it, and that it can be read in every way.</summary>
public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task Chart_HasARowForEachServerAndOperation_WithItsNumberAsText()
    {
        await using var one = await Servers.StartAsync(Servers.HapiWithBatches);
        await using var other = await Servers.StartAsync(Servers.Hapi);
        var report = await new FhirServerBenchmark(Servers.Small()).RunAsync(
            [KeyValuePair.Create("one", one.Client()), KeyValuePair.Create("</text><script>alert(1)</script>\u0001\u202E and a very long name", other.Client())]);

        var svg = XDocument.Parse(report.ToSvg()).Root!;
        var rows = svg.Elements(Svg + "g").ToArray();
        Assert.Equal(12 * 2, rows.Length);
        Assert.All(rows, static row => Assert.NotEmpty(row.Elements(Svg + "text").Last().Value));
        Assert.Equal(2, rows.Count(static row => row.Elements(Svg + "text").Last().Value is "not supported" or "not measured"));
        Assert.Contains(rows, static row => row.Element(Svg + "title")!.Value.Contains("does not declare", StringComparison.Ordinal));
        Assert.All(rows.SelectMany(static row => row.Elements(Svg + "rect")), static bar => Assert.InRange(int.Parse(bar.Attribute("width")!.Value, CultureInfo.InvariantCulture), 2, 470));
        Assert.Empty(svg.Descendants(Svg + "script"));
        Assert.Equal(("img", "title desc"), (svg.Attribute("role")!.Value, svg.Attribute("aria-labelledby")!.Value));
        Assert.Contains("prefers-color-scheme:dark", svg.Element(Svg + "style")!.Value, StringComparison.Ordinal);
        Assert.Contains("12 operations at 2 servers", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.4, "400 µs")]
    [InlineData(4.26, "4.3 ms")]
    [InlineData(42.6, "43 ms")]
    [InlineData(4260, "4.3 s")]
    [InlineData(426_000, "426 s")]
    public void ATime_IsReadWithoutCounting(double milliseconds, string text) => Assert.Equal(text, TimeScale.Describe(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void ThePlace_IsThatOfItsPowerOfTen()
    {
        var scale = TimeScale.Of([new(ServerBenchmarkOperation.Insert, null, ServerBenchmarkStatus.Measured, times: [TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(50)])], 0, 200);

        Assert.Equal([("1 ms", 0), ("10 ms", 100), ("100 ms", 200)], scale.Ticks);
        Assert.Equal(200, scale.PlaceOf(TimeSpan.FromHours(1)));
        Assert.Equal([("1 ms", 0), ("10 ms", 67), ("100 ms", 133), ("1 s", 200)], TimeScale.Of([], 0, 200).Ticks);
    }

    [Theory]
    [InlineData(50, 5)]
    [InlineData(90, 9)]
    [InlineData(95, 10)]
    [InlineData(100, 10)]
    [InlineData(1, 1)]
    public void APercentile_IsTheNearestRank(double percent, int expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        new ServerBenchmarkMeasurement(ServerBenchmarkOperation.Insert, null, ServerBenchmarkStatus.Measured, times: Enumerable.Range(1, 10).Reverse().Select(static i => TimeSpan.FromSeconds(i))).Percentile(percent));
}
