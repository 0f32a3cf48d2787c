using System.Text;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>At the ends of what .NET can reckon there is a result or none, and never another exception than FHIRPath's.</summary>
public sealed class ExtremeTests
{
    [Theory]
    [InlineData("@0001-01-01T00:00:00+14:00 < @0001-01-01T00:00:00Z", "true")]
    [InlineData("@0001-01-01T00:00:00+14:00 = @0001-01-01T00:00:00+14:00", "true")]
    [InlineData("@9999-12-31T23:59:59-12:00 > @9999-12-31T23:59:59Z", "true")]
    [InlineData("@0001-01-01T00:00:00+14:00 + 1 day", "0001-01-02T00:00:00+14:00")]
    [InlineData("@0001-01-01T00:00:00+14:00 - 1 second", "{}")]
    [InlineData("@9999-12-31T23:59:59-12:00 + 1 second", "{}")]
    [InlineData("@9999-12-31T23:59:59-12:00 - 1 second", "9999-12-31T23:59:58-12:00")]
    [InlineData("@9999-12 + 1 month", "{}")]
    [InlineData("@0001 - 1 year", "{}")]
    [InlineData("@2020-01-01 + 357913942 years", "{}")]
    [InlineData("@2020-01-01 - 357913942 years", "{}")]
    [InlineData("@2020-01-01 + 79228162514264337593543950335 weeks", "{}")]
    [InlineData("@0001-01-01T00:00:00+14:00.toDate()", "0001-01-01")]
    [InlineData("@9999-12-31T23:59:59-12:00.toDate()", "9999-12-31")]
    [InlineData("@0001-01-01T00:00+14:00 < @0001-01-01T00:00Z", "true")]
    [InlineData("@0001-01-01T00:00+14:00 = @0001-01-01T00:00:00Z", "false")]
    [InlineData("@2020-01-01T10:00:00.123456789Z = @2020-01-01T10:00:00.123456789Z", "true")]
    [InlineData("@2020-01-01T10:00:00.123456789Z = @2020-01-01T10:00:00.123456788Z", "false")]
    [InlineData("@2020-01-01T10:00:00.123456789Z > @2020-01-01T10:00:00.1234567Z", "true")]
    [InlineData("@2020-01-01T10:00:00.120Z = @2020-01-01T10:00:00.12Z", "true")]
    [InlineData("@2020-01-01T10:00:00.123456789Z", "2020-01-01T10:00:00.123456789Z")]
    [InlineData("@2020-01-01T10:00:00.123456789Z.toString()", "2020-01-01T10:00:00.123456789Z")]
    [InlineData("@2020-01-01T10:00:00.123456789Z + 1 day", "2020-01-02T10:00:00.1234567Z")]
    [InlineData("@T10:00:00.123456789 = @T10:00:00.123456788", "false")]
    [InlineData("'10:00:00.123456789'.toTime()", "10:00:00.123456789")]
    [InlineData("79228162514264337593543950335 weeks ~ 79228162514264337593543950335 days", "false")]
    [InlineData("79228162514264337593543950335 + 1", "{}")]
    [InlineData("79228162514264337593543950335 weeks > 1 day", "true")]
    [InlineData("79228162514264337593543950335 * 10.0", "{}")]
    [InlineData("0.0000000000000000000000000001 / 10", "0")]
    [InlineData("(79228162514264337593543950335 'mg') * 2", "{}")]
    [InlineData("2147483647 + 1", "{}")]
    [InlineData("(-2147483648).abs()", "2147483648")]
    [InlineData("-2147483648 div -1", "2147483648")]
    [InlineData("79228162514264337593543950336", "! The number is too large.")]
    [InlineData("'1e400'.toDecimal()", "{}")]
    [InlineData("1000.exp()", "{}")]
    [InlineData("'x'.substring(2147483647, 2147483647)", "{}")]
    [InlineData("'xyz'.substring(1, 2147483647)", "yz")]
    [InlineData("name.skip(2147483647).take(2147483647)", "{}")]
    public void Evaluation_AtTheEnds_Gives(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Fact]
    public void LongFractions_OfResources_AreCompared()
    {
        var bundle = FhirJson.Read(Encoding.UTF8.GetBytes("""
            {"resourceType":"Bundle","type":"collection","timestamp":"2020-01-01T10:00:00.000000001Z","meta":{"lastUpdated":"2020-01-01T10:00:00.000000002Z"}}
            """));

        Assert.Equal("true", Evaluated.Show("timestamp < meta.lastUpdated", input: bundle));
        Assert.Equal("2", Evaluated.Show("(timestamp | meta.lastUpdated | timestamp).count()", input: bundle));
        Assert.Equal("2020-01-01T10:00:00.000000001Z", FhirPathExpression.Parse("timestamp").Select(bundle)[0].AsDateTime().ToString());
    }

    [Fact]
    public void Equivalence_OfManyItems_CountsWithoutOverflow()
    {
        var context = new FhirPathContext { MaximumSteps = 1_000_000 };
        var numbers = Enumerable.Range(0, 60_000).Select(i => new FhirPathValue(i)).ToArray();
        var other = new FhirPathContext
        {
            MaximumSteps = context.MaximumSteps,
            Variables = new Dictionary<string, IReadOnlyList<FhirPathValue>> { ["up"] = numbers, ["down"] = [.. numbers.Reverse()] },
        };

        Assert.Equal("true", Evaluated.Show("%up ~ %up", other));
        Assert.StartsWith("! The evaluation takes more than", Evaluated.Show("%up ~ %down", other), StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_ThatHoldThemselves_AreAnError()
    {
        var patient = new Patient { Extension = { new Extension { Url = "u" } } };
        patient.Extension[0].Extension.Add(patient.Extension[0]);
        var other = new Patient { Extension = { new Extension { Url = "u" } } };
        other.Extension[0].Extension.Add(other.Extension[0]);
        var context = new FhirPathContext { Variables = new Dictionary<string, IReadOnlyList<FhirPathValue>> { ["other"] = [new FhirPathValue(other)] } };

        foreach (var expression in new[] { "extension = %other.extension", "extension ~ %other.extension", "descendants().count()", "repeat(extension.extension | %other).count()" })
        {
            var shown = Evaluated.Show(expression, context, patient);
            Assert.True(shown is "! The elements are nested too deeply." || shown.StartsWith("! The evaluation takes more than", StringComparison.Ordinal) || shown == "2", expression + ": " + shown);
        }
    }

    [Fact]
    public void Patterns_ShareTheTimeOfAnEvaluation()
    {
        // Each stays below what a single one may take.
        var slow = string.Concat(Enumerable.Repeat("('" + new string('a', 22) + "!').matches('^(a+)+\\\\1b$') or ", 60)) + "true";

        Assert.StartsWith("! The regular expression", Evaluated.Show(slow), StringComparison.Ordinal);
    }
}
