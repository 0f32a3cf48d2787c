namespace FhirTyped.R4.Tests;

/// <summary>Dates and times: formats, precision, comparison, conversion.</summary>
public sealed class DateTests
{
    [Theory]
    [InlineData("1970", FhirPrecision.Year)]
    [InlineData("1970-03", FhirPrecision.Month)]
    [InlineData("1970-03-30", FhirPrecision.Day)]
    [InlineData("1970-03-30T01:02:03Z", FhirPrecision.Second)]
    [InlineData("1970-03-30T01:02:03+00:00", FhirPrecision.Second)]
    [InlineData("1970-03-30T01:02:03-00:00", FhirPrecision.Second)]
    [InlineData("1970-03-30T01:02:03.1-05:30", FhirPrecision.Fraction)]
    [InlineData("1970-03-30T01:02:03.100+14:00", FhirPrecision.Fraction)]
    [InlineData("1970-03-30T01:02:03.123456789Z", FhirPrecision.Fraction)]
    [InlineData("2016-12-31T23:59:60Z", FhirPrecision.Second)]
    public void DateTime_KeepsItsText(string text, FhirPrecision precision)
    {
        Assert.True(FhirDateTime.TryParse(text, out var value));

        Assert.Equal((text, precision, true), (value.ToString(), value.Precision, value.IsValid));
        Assert.Equal(value, FhirDateTime.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("70")]
    [InlineData("0000")]
    [InlineData("1970-13")]
    [InlineData("1970-02-29")]
    [InlineData("1970-3-30")]
    [InlineData("1970-03-30T")]
    [InlineData("1970-03-30 01:02:03Z")]
    [InlineData("1970-03-30T24:00:00Z")]
    [InlineData("1970-03-30T01:02Z")]
    [InlineData("1970-03-30T01:02:03")]
    [InlineData("1970-03-30T01:02:03.Z")]
    [InlineData("1970-03-30T01:02:03z")]
    [InlineData("1970-03-30T01:02:03+15:00")]
    [InlineData("1970-03-30T01:02:03+0100")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("٢٠٢٠")]
    public void DateTime_RefusesOtherText(string text)
    {
        Assert.False(FhirDateTime.TryParse(text, out _));
        var exception = Assert.Throws<FormatException>(() => FhirDateTime.Parse(text));
        Assert.True(text.Length == 0 || !exception.Message.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2020-01-01", "2020-01-02", -1)]
    [InlineData("2020-01-02", "2020-01-01", 1)]
    [InlineData("2020-01-01", "2020-01-01", 0)]
    [InlineData("2020", "2020-01", null)]
    [InlineData("2020-01", "2020-01-31", null)]
    [InlineData("2019", "2020-01", -1)]
    [InlineData("2020-02", "2020-01-31", 1)]
    [InlineData("2020-01-01T10:00:00+01:00", "2020-01-01T09:00:00Z", 0)]
    [InlineData("2020-01-01T10:00:00Z", "2020-01-01T10:00:00.000Z", 0)]
    [InlineData("2020-01-01T10:00:00.1Z", "2020-01-01T10:00:00Z", 1)]
    [InlineData("2020-01-01T10:00:00Z", "2020-01-01", null)]
    [InlineData("2020-01-01T10:00:00Z", "2020-01-03", -1)]
    public void DateTime_ComparesAsFarAsItIsKnown(string left, string right, int? expected)
    {
        var x = FhirDateTime.Parse(left);
        var y = FhirDateTime.Parse(right);

        Assert.Equal(expected, FhirDateTime.Compare(x, y));
        Assert.Equal(-expected, FhirDateTime.Compare(y, x));
        Assert.Equal(expected < 0, x < y);
        Assert.Equal(expected > 0, x > y);
        Assert.Equal(expected <= 0, x <= y);
        Assert.Equal(expected >= 0, x >= y);
    }

    [Fact]
    public void Date_ConvertsToDotNet()
    {
        Assert.Equal(new DateOnly(1970, 3, 1), FhirDate.Parse("1970-03").ToDateOnly());
        Assert.False(FhirDate.Parse("1970-03").TryGetDate(out _));
        Assert.True(FhirDate.Parse("1970-03-30").TryGetDate(out var date));
        Assert.Equal(new DateOnly(1970, 3, 30), date);
        FhirDate converted = date;
        Assert.Equal("1970-03-30", converted.ToString());
        Assert.False(FhirDate.TryParse("1970-03-30T01:02:03Z", out _));
    }

    [Fact]
    public void DateTime_ConvertsToDotNet()
    {
        var moment = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(-5));

        FhirDateTime value = moment;
        Assert.Equal("2020-01-02T03:04:05-05:00", value.ToString());
        Assert.Equal(moment, value.ToDateTimeOffset());
        Assert.Equal("2020-01-02T03:04:05.120-05:00", new FhirDateTime(moment.AddMilliseconds(120)).ToString());
        Assert.Equal("2020-01-02T03:04:05.0000001-05:00", new FhirDateTime(moment.AddTicks(1)).ToString());
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), FhirDateTime.Parse("2020").ToDateTimeOffset());
        Assert.False(FhirDateTime.Parse("2020-01-01").TryGetMoment(out _));
        Assert.Equal(FhirDateTime.Parse("2020-01"), (FhirDateTime)FhirDate.Parse("2020-01"));
        Assert.Equal("2020-01-02T00:00:00Z", new FhirInstant(new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero)).ToString());
        Assert.Equal(TimeSpan.FromHours(-5), value.Offset);
    }

    [Fact]
    public void Time_ConvertsToDotNet()
    {
        Assert.Equal(new TimeOnly(10, 20, 30), FhirTime.Parse("10:20:30").ToTimeOnly());
        Assert.Equal("10:20:30.500", new FhirTime(new TimeOnly(10, 20, 30, 500)).ToString());
        Assert.False(FhirTime.TryParse("10:20", out _));
        Assert.True(FhirTime.Parse("10:20:30") < FhirTime.Parse("10:20:31"));
    }

    [Fact]
    public void InvalidDate_OfAPayload_IsKeptAndSaysSo()
    {
        var patient = FhirJson.Read<Patient>("""{"resourceType":"Patient","birthDate":"around 1970"}"""u8);

        Assert.Equal((false, "around 1970"), (patient.BirthDate!.Value.IsValid, patient.BirthDate.Value.ToString()));
        Assert.Throws<InvalidOperationException>(() => patient.BirthDate.Value.ToDateOnly());
        Assert.Null(FhirDate.Compare(patient.BirthDate.Value, new FhirDate(1970)));
    }

    [Fact]
    public void Default_HoldsNothing()
    {
        Assert.Equal("", default(FhirDate).ToString());
        Assert.False(default(FhirInstant).IsValid);
        Assert.Equal("""{"resourceType":"Patient"}""", FhirJson.ToJson(new Patient { BirthDate = default(FhirDate), Gender = default(Code<AdministrativeGender>) }));
    }
}
