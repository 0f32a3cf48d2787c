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
    [InlineData("2020-01-01T10:00:00.1234567Z", "2020-01-01T10:00:00.1234568Z", -1)]
    [InlineData("2020-01-01T10:00:00.123456789Z", "2020-01-01T10:00:00.123456788Z", 1)]
    [InlineData("2020-01-01T10:00:00.123456789Z", "2020-01-01T11:00:00.123456789000+01:00", 0)]
    [InlineData("2020-01-01T10:00:00.1234567Z", "2020-01-01T10:00:00.12345670000000000001Z", -1)]
    [InlineData("2020-01-01T10:00:00.123456749Z", "2020-01-01T10:00:00.12345675Z", -1)]
    [InlineData("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", -1)]
    [InlineData("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+13:59", -1)]
    [InlineData("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z", 1)]
    [InlineData("9999-12-31T23:59:59.999-05:00", "9999-12-31T23:59:59.999-05:00", 0)]
    [InlineData("0001-01-01T00:00:00+14:00", "0001", null)]
    [InlineData("9999-12-31T23:59:59-05:00", "9999-12-31", null)]
    [InlineData("0001-01-01T00:00:00+14:00", "0002-01", -1)]
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

    [Theory]
    [InlineData("0001-01-01T00:00:00+14:00", false)]
    [InlineData("0001-01-01T13:59:59.999+14:00", false)]
    [InlineData("0001-01-01T14:00:00+14:00", true)]
    [InlineData("0001-01-01T00:00:00Z", true)]
    [InlineData("0001-01-01T00:00:00-12:00", true)]
    [InlineData("9999-12-31T23:59:59-00:01", false)]
    [InlineData("9999-12-31T23:59:59.999999999-05:00", false)]
    [InlineData("9999-12-31T23:59:59+14:00", true)]
    [InlineData("9999-12-31T23:59:60Z", true)]
    public void Moment_AtTheEndsOfTime_IsKeptAndConvertedToTheNearest(string text, bool isExact)
    {
        var moment = FhirDateTime.Parse(text);
        var instant = FhirInstant.Parse(text);

        Assert.Equal((text, text), (moment.ToString(), instant.ToString()));
        Assert.Equal(isExact, moment.TryGetMoment(out var exact));
        var nearest = text[0] == '0' ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        Assert.Equal(isExact ? exact : nearest, moment.ToDateTimeOffset());
        Assert.Equal(moment.ToDateTimeOffset(), instant.ToDateTimeOffset());
        Assert.Equal(text[..4], moment.ToDateOnly().Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(0, FhirInstant.Compare(instant, FhirInstant.Parse(text)));
        Assert.Equal(moment, (FhirDateTime)instant);
        var json = $$"""{"resourceType":"Patient","meta":{"lastUpdated":"{{text}}"},"deceasedDateTime":"{{text}}"}""";
        Assert.Equal(json, FhirJson.ToJson(FhirJson.Read<Patient>(json, FhirJsonOptions.Strict)));
    }

    [Fact]
    public void Day_AtTheEndsOfTime_IsConvertedToTheNearestOfAnOffset()
    {
        Assert.Equal(DateTimeOffset.MinValue, FhirDateTime.Parse("0001").ToDateTimeOffset(TimeSpan.FromHours(14)));
        Assert.Equal(DateTimeOffset.MinValue, FhirDateTime.Parse("0001-01-01").ToDateTimeOffset(TimeSpan.FromHours(1)));
        Assert.Equal(9999, FhirDateTime.Parse("9999-12-31").ToDateTimeOffset(TimeSpan.FromHours(-12)).Year);
    }

    [Theory]
    [InlineData("2020-01-01T10:00:00Z", 0)]
    [InlineData("2020-01-01T10:00:00.5Z", 1)]
    [InlineData("2020-01-01T10:00:00.500Z", 3)]
    [InlineData("2020-01-01T10:00:00.123456Z", 6)]
    [InlineData("2020-01-01T10:00:00.1234567Z", 7)]
    [InlineData("2020-01-01T10:00:00.123456789Z", 9)]
    [InlineData("2020-01-01T10:00:00.123456789012345678901234567890123456789012345678901234567890Z", 60)]
    public void Fraction_KeepsItsOwnPrecision(string text, int digits)
    {
        var moment = FhirDateTime.Parse(text);
        var time = FhirTime.Parse(text[11..^1]);

        Assert.Equal((digits, digits, digits), (moment.FractionDigits, FhirInstant.Parse(text).FractionDigits, time.FractionDigits));
        Assert.Equal((text, text[11..^1]), (moment.ToString(), time.ToString()));
        Assert.Equal(digits == 0 ? FhirPrecision.Second : FhirPrecision.Fraction, moment.Precision);
        var json = $$"""{"resourceType":"Patient","meta":{"lastUpdated":"{{text}}"},"deceasedDateTime":"{{text}}"}""";
        Assert.Equal(json, FhirJson.ToJson(FhirJson.Read<Patient>(json, FhirJsonOptions.Strict)));
        var longer = FhirDateTime.Parse(text.Replace("Z", digits == 0 ? ".0000000001Z" : "0000000001Z", StringComparison.Ordinal));
        Assert.Equal(-1, FhirDateTime.Compare(moment, longer));
        Assert.Equal(1, FhirDateTime.Compare(longer, moment));
        Assert.NotEqual(moment, longer);
    }

    [Fact]
    public void Fraction_OfAnyLength_IsKept()
    {
        var text = "2020-01-01T10:00:00." + new string('3', 100_000) + "Z";
        var patient = FhirJson.Read<Patient>($$"""{"resourceType":"Patient","deceasedDateTime":"{{text}}"}""", FhirJsonOptions.Strict);

        Assert.Equal((text, 255), (patient.DeceasedDateTime.ToString(), patient.DeceasedDateTime!.Value.FractionDigits));
        Assert.True(patient.DeceasedDateTime > FhirDateTime.Parse("2020-01-01T10:00:00.33333333333Z"));
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
