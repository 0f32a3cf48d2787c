using System.Globalization;
using System.Numerics;
using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

/// <summary>Dates as ranges, against a reckoning of its own with whole numbers of any size. <see href="https://hl7.org/fhir/R4/search.html#date"/></summary>
public sealed class ExactDateTests
{
    private static readonly string[] Prefixes = ["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"];

    [Theory]
    [InlineData("2020-01-01T10:00:10.123Z", "2020-01-01T10:00:10.1Z", true)]
    [InlineData("2020-01-01T10:00:10.123Z", "2020-01-01T10:00:10.12Z", true)]
    [InlineData("2020-01-01T10:00:10.123Z", "2020-01-01T10:00:10.123Z", true)]
    [InlineData("2020-01-01T10:00:10.123Z", "2020-01-01T10:00:10.1230Z", false)]
    [InlineData("2020-01-01T10:00:10.123Z", "2020-01-01T10:00:10.2Z", false)]
    [InlineData("2020-01-01T10:00:10.123Z", "2020-01-01T10:00:10Z", true)]
    [InlineData("2020-01-01T10:00:10.2Z", "gt2020-01-01T10:00:10.1Z", true)]
    [InlineData("2020-01-01T10:00:10.123Z", "gt2020-01-01T10:00:10.1Z", false)]
    [InlineData("2020-01-01T10:00:10.123Z", "ge2020-01-01T10:00:10.1Z", true)]
    [InlineData("2020-01-01T10:00:10.099Z", "lt2020-01-01T10:00:10.1Z", true)]
    [InlineData("2020-01-01T10:00:10.099Z", "eb2020-01-01T10:00:10.1Z", true)]
    [InlineData("2020-01-01T10:00:10.123456789Z", "2020-01-01T10:00:10.12345678Z", true)]
    [InlineData("2020-01-01T10:00:10.123456789Z", "2020-01-01T10:00:10.123456788Z", false)]
    [InlineData("2020-01-01T10:00:10.123456789Z", "gt2020-01-01T10:00:10.123456788Z", true)]
    [InlineData("2020-01-01T10:00:10.123456789Z", "sa2020-01-01T10:00:10.123456788Z", true)]
    [InlineData("0001-01-01T00:00:00+14:00", "lt0001", true)]
    [InlineData("0001-01-01T00:00:00+14:00", "lt0001-01-01T00:00:00Z", true)]
    [InlineData("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00", true)]
    [InlineData("9999-12-31T23:59:59-12:00", "gt9999", true)]
    [InlineData("9999-12-31T23:59:59-12:00", "gt9999-12-31T23:59:59Z", true)]
    [InlineData("9999-12-31T23:59:59.9999999999-14:00", "9999-12-31T23:59:59-14:00", true)]
    [InlineData("9999", "9999", true)]
    [InlineData("9999-12", "ge9999-12-31", false)]
    [InlineData("9999-12", "ge9999-12", true)]
    [InlineData("0001", "ap0001", true)]
    [InlineData("9999-12-31", "ap9999-12-31", true)]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", true)]
    public void Date_AtItsOwnPrecision(string held, string value, bool expected)
    {
        var observation = new Observation { EffectiveDateTime = FhirDateTime.Parse(held) };

        Assert.Equal(expected, Searched.Matches(observation, "date=" + value.Replace("+", "%2B", StringComparison.Ordinal)));
        Assert.True(Searched.Matches(observation, "date:missing=false"));
    }

    [Fact]
    public void RandomDates_AgreeWithWholeNumbers()
    {
        var random = new Random(22);
        for (var round = 0; round < 20_000; round++)
        {
            var (held, searched) = (Draw(random), Draw(random, isSearched: true));
            var (low, high) = RangeOf(held);
            var (from, to) = RangeOf(searched);
            var observation = new Observation { EffectiveDateTime = FhirDateTime.Parse(held) };
            foreach (var prefix in Prefixes)
            {
                var isEqual = from <= low && high <= to;
                var expected = prefix switch
                {
                    "ne" => !isEqual,
                    "gt" => high > to,
                    "lt" => low < from,
                    "ge" => isEqual || high > to,
                    "le" => isEqual || low < from,
                    "sa" => low >= to,
                    "eb" => high <= from,
                    _ => isEqual,
                };
                Assert.True(
                    expected == Searched.Matches(observation, "date=" + prefix + searched.Replace("+", "%2B", StringComparison.Ordinal)), $"{held} by {prefix}{searched}");
            }
        }
    }

    [Fact]
    public void SortKeys_AreInTheOrderOfTime()
    {
        var random = new Random(23);
        var dates = Enumerable.Range(0, 500).Select(_ => Draw(random)).ToList();
        var sorted = dates.OrderBy(static date => DateRange.TryParse(date)!.SortKey, StringComparer.Ordinal).Select(date => RangeOf(date).Low).ToList();

        Assert.Equal(sorted.Order(), sorted);
    }

    // What is no date of the calendar is there all the same, and fulfils no comparison.
    [Theory]
    [InlineData("""{"resourceType":"Patient","birthDate":"1980-13-45"}""", "birthdate")]
    [InlineData("""{"resourceType":"Patient","birthDate":"0000"}""", "birthdate")]
    [InlineData("""{"resourceType":"Patient","birthDate":"12345-01-01"}""", "birthdate")]
    [InlineData("""{"resourceType":"Patient","meta":{"lastUpdated":"soon"}}""", "_lastUpdated")]
    [InlineData("""{"resourceType":"Observation","effectiveDateTime":"2020-02-30"}""", "date")]
    [InlineData("""{"resourceType":"Observation","effectivePeriod":{"start":"2020-02-30"}}""", "date")]
    [InlineData("""{"resourceType":"Observation","effectivePeriod":{"start":"2020-02-30","end":"2021"}}""", "date")]
    [InlineData("""{"resourceType":"Observation","effectiveTiming":{"event":["2020-02-30"]}}""", "date")]
    public void Date_OutsideTheFormat_IsPresent(string json, string parameter)
    {
        var resource = Searched.Read(json);

        Assert.True(Searched.Matches(resource, parameter + ":missing=false"));
        Assert.All(Prefixes, prefix => Assert.False(Searched.Matches(resource, $"{parameter}={prefix}2020-02-20")));
        Assert.Null(Searched.Test(resource, parameter + "=2020-02-20"));
    }

    private static string Draw(Random random, bool isSearched = false)
    {
        int[] years = [1, 2, 1999, 2000, 2020, 9998, 9999];
        var year = years[random.Next(years.Length)];
        var month = random.Next(1, 13);
        var day = random.Next(1, DateTime.DaysInMonth(year, month) + 1);
        var text = year.ToString("D4", CultureInfo.InvariantCulture);
        var form = random.Next(isSearched ? 7 : 6);
        if (form > 0)
        {
            text += $"-{month:00}";
        }

        if (form > 1)
        {
            text += $"-{day:00}";
        }

        if (form > 2)
        {
            var fraction = form < 5 ? "" : "." + string.Concat(Enumerable.Range(0, random.Next(1, 13)).Select(_ => "019"[random.Next(3)]));
            var time = form == 6 ? $"T{random.Next(24):00}:{random.Next(60):00}" : $"T{random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}{fraction}";
            var hours = random.Next(-14, 15);
            text += time + (random.Next(3) == 0 ? "Z" : $"{(hours < 0 ? '-' : '+')}{Math.Abs(hours):00}:{(Math.Abs(hours) == 14 ? 0 : random.Next(60)):00}");
        }

        return text;
    }

    // In units of 10^-20 of a second since a day long before.
    private static (BigInteger Low, BigInteger High) RangeOf(string text)
    {
        var year = int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var month = text.Length > 4 ? int.Parse(text.AsSpan(5, 2), CultureInfo.InvariantCulture) : 1;
        var day = text.Length > 7 ? int.Parse(text.AsSpan(8, 2), CultureInfo.InvariantCulture) : 1;
        var second = BigInteger.Pow(10, 20);
        var low = DaysBefore(year, month, day) * 86_400 * second;
        if (text.Length <= 10)
        {
            return (low, (text.Length == 4 ? DaysBefore(year + 1, 1, 1) : text.Length == 7 ? DaysBefore(year, month + 1, 1) : DaysBefore(year, month, day) + 1) * 86_400 * second);
        }

        var zone = text.EndsWith('Z') ? "" : text[^6..];
        var clock = text[11..^(zone.Length == 0 ? 1 : 6)];
        low += ((int.Parse(clock.AsSpan(0, 2), CultureInfo.InvariantCulture) * 3600) + (int.Parse(clock.AsSpan(3, 2), CultureInfo.InvariantCulture) * 60)) * second;
        var length = 60 * second;
        if (clock.Length > 5)
        {
            low += int.Parse(clock.AsSpan(6, 2), CultureInfo.InvariantCulture) * second;
            length = second;
        }

        if (clock.Length > 8)
        {
            var fraction = clock[9..];
            length = BigInteger.Pow(10, 20 - fraction.Length);
            low += BigInteger.Parse(fraction, CultureInfo.InvariantCulture) * length;
        }

        if (zone.Length > 0)
        {
            var minutes = (int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(zone.AsSpan(4, 2), CultureInfo.InvariantCulture);
            low -= (zone[0] == '-' ? -minutes : minutes) * 60 * second;
        }

        return (low, low + length);
    }

    private static BigInteger DaysBefore(int year, int month, int day)
    {
        // A year of months from March on, so that a leap day comes last (https://howardhinnant.github.io/date_algorithms.html).
        if (month > 12)
        {
            (year, month) = (year + 1, 1);
        }

        year -= month <= 2 ? 1 : 0;
        var era = Math.DivRem(year, 400, out var yearOfEra);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
    }
}
