using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

public sealed class DateSearchTests
{
    [Theory]
    [InlineData("2013-01-14", "eq", true)]
    [InlineData("2013-01-14", "", true)]
    [InlineData("2013-01-14", "ne", false)]
    [InlineData("2013-01-14", "gt", false)]
    [InlineData("2013-01-14", "lt", false)]
    [InlineData("2013-01-14", "ge", true)]
    [InlineData("2013-01-14", "le", true)]
    [InlineData("2013-01-14", "sa", false)]
    [InlineData("2013-01-14", "eb", false)]
    [InlineData("2013-01-14T10:00:00Z", "eq", true)]
    [InlineData("2013-01-14T10:00:00Z", "lt", false)]
    [InlineData("2013-01-14T10:00:00Z", "ge", true)]
    [InlineData("2013-01-14T10:00:00Z", "gt", false)]
    [InlineData("2013-01-15T00:00:00Z", "gt", true)]
    [InlineData("2013-01-15T00:00:00Z", "sa", true)]
    [InlineData("2013-01-15T00:00:00Z", "eq", false)]
    [InlineData("2013-01-13T23:59:59Z", "lt", true)]
    [InlineData("2013-01-13T23:59:59Z", "eb", true)]
    [InlineData("2013-01-13T23:59:59Z", "le", true)]
    [InlineData("2013-01-13T23:59:59Z", "ge", false)]
    [InlineData("2013-01-13T23:00:00-02:00", "eq", true)]
    [InlineData("2013-01", "eq", false)]
    [InlineData("2013-01", "gt", true)]
    [InlineData("2013-01", "lt", true)]
    [InlineData("2013-01", "ge", true)]
    [InlineData("2013-01", "sa", false)]
    [InlineData("2013-01", "eb", false)]
    [InlineData("2013-01", "ap", true)]
    [InlineData("2012-06-01", "ap", true)]
    [InlineData("2002-06-01", "ap", false)]
    public void Date_OfADay_ByPrefix(string held, string prefix, bool expected)
    {
        var observation = new Observation { EffectiveDateTime = FhirDateTime.Parse(held) };
        Assert.Equal(expected, Searched.Matches(observation, $"date={prefix}2013-01-14"));
    }

    // The tables of the specification: a Period against a day within, before, after and around it.
    [Theory]
    [InlineData("2013-01-14", "2013-01-14", "eq", true)]
    [InlineData("2013-01-13", "2013-01-15", "eq", false)]
    [InlineData("2013-01-13", "2013-01-15", "gt", true)]
    [InlineData("2013-01-13", "2013-01-15", "lt", true)]
    [InlineData("2013-01-13", "2013-01-15", "sa", false)]
    [InlineData("2013-01-15", "2013-01-16", "sa", true)]
    [InlineData("2013-01-12", "2013-01-13", "eb", true)]
    [InlineData("2013-01-15", null, "gt", true)]
    [InlineData("2013-01-15", null, "sa", true)]
    [InlineData("2013-01-01", null, "gt", true)]
    [InlineData("2013-01-01", null, "eb", false)]
    [InlineData(null, "2013-01-31", "lt", true)]
    [InlineData(null, "2013-01-13", "eb", true)]
    [InlineData(null, "2013-01-13", "gt", false)]
    public void Date_OfAPeriod_ByPrefix(string? start, string? end, string prefix, bool expected)
    {
        var period = new Period
        {
            Start = start is null ? null : FhirDateTime.Parse(start),
            End = end is null ? null : FhirDateTime.Parse(end),
        };
        Assert.Equal(expected, Searched.Matches(new Encounter { Period = period }, $"date={prefix}2013-01-14"));
    }

    [Theory]
    [InlineData("date=2013", true)]
    [InlineData("date=2013-01", true)]
    [InlineData("date=2013-01-14T10:00", true)]
    [InlineData("date=2013-01-14T10:00Z", true)]
    [InlineData("date=2013-01-14T12:00+02:00", true)]
    [InlineData("date=2013-01-14T12:00%2B02:00", true)]
    [InlineData("date=2013-01-14T10:01", false)]
    [InlineData("date=ge2013-01-14&date=le2013-01-14", true)]
    [InlineData("date=ge2013-01-01&date=lt2013-01-14", false)]
    public void Date_OfAMoment_ByPrecision(string query, bool expected)
    {
        var observation = new Observation { EffectiveDateTime = FhirDateTime.Parse("2013-01-14T10:00:30Z") };
        Assert.Equal(expected, Searched.Matches(observation, query));
    }

    [Fact]
    public void Date_OfATiming_IsFromFirstToLast()
    {
        var request = Searched.Read("""
            {"resourceType":"ServiceRequest","status":"active","intent":"order","subject":{"reference":"Patient/1"},
             "occurrenceTiming":{"event":["2024-01-01","2024-03-01"]}}
            """);
        Assert.True(Searched.Matches(request, "occurrence=2024"));
        Assert.True(Searched.Matches(request, "occurrence=gt2024-02"));
        Assert.False(Searched.Matches(request, "occurrence=sa2024-02"));
    }
}
