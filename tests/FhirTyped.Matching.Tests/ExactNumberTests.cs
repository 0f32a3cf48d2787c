using System.Globalization;
using System.Numerics;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

/// <summary>Numbers of any size and precision, against a reckoning with whole numbers. <see href="https://hl7.org/fhir/R4/search.html#number"/></summary>
public sealed class ExactNumberTests
{
    private static readonly string[] Prefixes = ["", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];

    [Theory]
    [InlineData("1e400", "1e400", true)]
    [InlineData("1e400", "gt1e399", true)]
    [InlineData("1e400", "gt5", true)]
    [InlineData("1e400", "lt1e401", true)]
    [InlineData("-1e400", "lt0", true)]
    [InlineData("1e-400", "gt0", true)]
    [InlineData("1e-400", "1e-400", true)]
    [InlineData("1e-400", "0", true)]
    [InlineData("1e-400", "gt1e-401", true)]
    [InlineData("0", "1e-400", false)]
    [InlineData("0", "0e400", true)]
    [InlineData("5", "1e400", false)]
    [InlineData("5", "lt1e400", true)]
    [InlineData("5", "1e-400", false)]
    [InlineData("100", "1.00e2", true)]
    [InlineData("100.4", "1.00e2", true)]
    [InlineData("100.5", "1.00e2", false)]
    [InlineData("104", "1.0e2", true)]
    [InlineData("106", "1.0e2", false)]
    [InlineData("1.00e2", "100", true)]
    [InlineData("79228162514264337593543950336", "79228162514264337593543950336", true)]
    [InlineData("79228162514264337593543950336", "gt79228162514264337593543950335", true)]
    [InlineData("0.12345678901234567890123456789012345", "0.12345678901234567890123456789012345", true)]
    [InlineData("0.12345678901234567890123456789012345", "gt0.12345678901234567890123456789012344", true)]
    [InlineData("0.12345678901234567890123456789012345", "eq0.12345678901234567890123456789012344", false)]
    [InlineData("1e400", "ap1.05e400", true)]
    [InlineData("1e400", "ap1.2e400", false)]
    [InlineData("-100", "ap-109", true)]
    public void Number_OfAnySize(string held, string value, bool expected)
    {
        var observation = Searched.Read("""{"resourceType":"Observation","valueQuantity":{"value":N,"code":"mg","system":"urn:u"}}""".Replace("N", held, StringComparison.Ordinal));
        var risk = Searched.Read("""{"resourceType":"RiskAssessment","prediction":[{"probabilityDecimal":N}]}""".Replace("N", held, StringComparison.Ordinal));
        var range = Searched.Read("""{"resourceType":"RiskAssessment","prediction":[{"probabilityRange":{"low":{"value":N},"high":{"value":N}}}]}""".Replace("N", held, StringComparison.Ordinal));

        Assert.Equal(expected, Searched.Matches(observation, "value-quantity=" + value));
        Assert.Equal(expected, Searched.Matches(observation, $"value-quantity={value}|urn:u|mg"));
        Assert.Equal(expected, Searched.Matches(risk, "probability=" + value));
        Assert.Equal(expected, Searched.Matches(range, "probability=" + value));
        Assert.True(Searched.Matches(observation, "value-quantity:missing=false"));
        Assert.True(Searched.Matches(risk, "probability:missing=false"));
    }

    [Theory]
    [InlineData("value-quantity=1e9999999999999999999")]
    [InlineData("value-quantity=1e")]
    [InlineData("value-quantity=e5")]
    [InlineData("value-quantity=.")]
    [InlineData("value-quantity=1.2.3")]
    [InlineData("value-quantity=--1")]
    [InlineData("value-quantity=1e5.5")]
    [InlineData("value-quantity=٣")]
    [InlineData("value-quantity=NaN")]
    public void Number_ThatIsNone_IsRefused(string query) => Assert.NotNull(Searched.Problem("Observation", query));

    [Fact]
    public void Samples_BeyondDotNetsNumbers_ArePresent()
    {
        var observation = Searched.Read("""
            {"resourceType":"Observation","valueSampledData":{"origin":{"value":79228162514264337593543950335},"period":1,"factor":9,"dimensions":1,"data":"79228162514264337593543950335 1"}}
            """);

        Assert.True(Searched.Matches(observation, "value-quantity:missing=false"));
        Assert.False(Searched.Matches(observation, "value-quantity=gt1"));
        Assert.Null(Searched.Test(observation, "value-quantity=gt1"));
    }

    [Fact]
    public void RandomNumbers_AgreeWithWholeNumbers()
    {
        var random = new Random(24);
        for (var round = 0; round < 20_000; round++)
        {
            var (held, searched) = (Draw(random), Draw(random));
            var value = Scaled(held, out _);
            var asked = Scaled(searched, out var half);
            Assert.True(ExactDecimal.TryParse(held, out var number, out _));
            var range = NumberRange.TryParse(searched)!.Value;
            foreach (var prefix in Prefixes)
            {
                var isEqual = value >= asked - half && value < asked + half;
                var margin = BigInteger.Abs(asked) / 10;
                var expected = prefix switch
                {
                    "ne" => !isEqual,
                    "gt" or "sa" => value > asked,
                    "lt" or "eb" => value < asked,
                    "ge" => value >= asked,
                    "le" => value <= asked,
                    "ap" => value >= asked - margin && value <= asked + margin,
                    _ => isEqual,
                };
                Assert.True(expected == range.Matches(SearchPrefixes.Take(prefix + "0", out _), number, number), $"{held} by {prefix}{searched}");
            }

            Assert.Equal(Math.Sign(value.CompareTo(asked)), Math.Sign(string.CompareOrdinal(number.SortKey, range.Value.SortKey)));
            Assert.True(ExactDecimal.TryParse(number.ToString(), out var again, out _) && again == number, held);
        }
    }

    [Fact]
    public void Decimals_OfDotNet_AreTaken()
    {
        var random = new Random(25);
        for (var round = 0; round < 2_000; round++)
        {
            var value = new decimal(random.Next(), random.Next(), random.Next(2) == 0 ? 0 : random.Next(), random.Next(2) == 0, (byte)random.Next(29));
            var text = value.ToString(CultureInfo.InvariantCulture);
            var observation = new Observation { Value = new Quantity { Value = value } };

            Assert.True(Searched.Matches(observation, "value-quantity=" + text), text);
            Assert.True(Searched.Matches(observation, "value-quantity=ge" + text), text);
            Assert.False(Searched.Matches(observation, "value-quantity=gt" + text), text);
        }
    }

    private static string Draw(Random random)
    {
        var text = (random.Next(2) == 0 ? "-" : "") + Digits(random, random.Next(1, 5));
        text += random.Next(2) == 0 ? "" : "." + Digits(random, random.Next(1, 5));
        return text + (random.Next(2) == 0 ? "" : "e" + random.Next(-8, 9).ToString(CultureInfo.InvariantCulture));
    }

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => "0159"[random.Next(4)]));

    // In units of 10^-20.
    private static BigInteger Scaled(string text, out BigInteger half)
    {
        var parts = text.Split('e');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : parts[0].Length - point - 1;
        var unit = BigInteger.Pow(10, 20 + exponent - decimals);
        half = unit / 2;
        return BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * unit;
    }
}
