using System.Text;
using FhirTyped.R4.FhirPath;

namespace FhirTyped.R4.Tests;

/// <summary>Numbers that are valid FHIR and beyond .NET's types are there: with their text, without a value, and never an exception.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("1e400")]
    [InlineData("-1E+400")]
    [InlineData("1E-500")]
    [InlineData("0.00000000000000000000000000000000001")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("999999999999999999999999999999999999999999999999999999999999")]
    public void Decimal_BeyondDotNets_IsThereWithItsText(string number)
    {
        var utf8 = Encoding.UTF8.GetBytes(
            $$$"""{"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":{{{number}}}},"extension":[{"url":"u","valueDecimal":{{{number}}}}]}""");

        Assert.True(FhirJson.TryRead<Observation>(utf8, out var observation, out var issues));

        Assert.Equal(["Observation.extension[0].valueDecimal", "Observation.valueQuantity.value"], issues.Select(issue => issue.Location).Order(StringComparer.Ordinal));
        Assert.All(issues, issue => Assert.Equal((FhirFormatCode.InvalidValue, FhirFormatSeverity.Warning), (issue.Code, issue.Severity)));
        Assert.NotNull(FhirJson.Read(utf8, FhirJsonOptions.Strict));
        Assert.Null(observation.ValueQuantity!.Value);
        Assert.Null(observation.Extension[0].ValueDecimal);
        var ofProperty = Assert.IsType<DecimalElement>(Assert.Single(observation.ValueQuantity.GetElements("value")));
        var ofChoice = Assert.IsType<DecimalElement>(observation.Extension[0].Value);
        foreach (var element in new[] { ofProperty, ofChoice })
        {
            Assert.Equal((true, number, null, null), (element.HasValue, element.Text, element.Value, element.ObjectValue));
        }

        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(observation)));
        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(observation.DeepClone())));
        observation.ValueQuantity.Value = 7;
        ofChoice.Value = 7;
        Assert.Equal(2, FhirJson.ToJson(observation).Split(":7}").Length - 1);
        Assert.Equal((7m, "7"), (ofChoice.Value, ofChoice.Text));
    }

    [Theory]
    [InlineData("1.0e3", 1000)]
    [InlineData("0E400", 0)]
    [InlineData("0.0e-500", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("100000e-5", 1)]
    public void Decimal_WithinDotNets_HasItsValueAndItsText(string number, int value)
    {
        var utf8 = Encoding.UTF8.GetBytes($$$"""{"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":{{{number}}}}}""");

        Assert.True(FhirJson.TryRead<Observation>(utf8, out var observation, out var issues));

        Assert.Empty(issues);
        Assert.Equal(value, observation.ValueQuantity!.Value);
        Assert.Equal(number, ((DecimalElement)observation.ValueQuantity.GetElements("value")[0]).Text);
        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(observation)));
    }

    [Fact]
    public void Lists_KeepNumbersBeyondDotNets()
    {
        var utf8 = """{"resourceType":"MolecularSequence","coordinateSystem":1,"quality":[{"type":"snp","roc":{"precision":[1.0,1e400,1E-500,2.50],"score":[1,9999999999,2]}}]}"""u8.ToArray();

        Assert.True(FhirJson.TryRead<MolecularSequence>(utf8, out var sequence, out var issues));

        Assert.Equal(3, issues.Count);
        var precision = sequence.Quality[0].Roc!.Precision;
        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(precision.HasValue));
        Assert.Equal(["1.0", "1e400", "1E-500", "2.50"], sequence.Quality[0].Roc!.GetElements("precision").Select(e => ((PrimitiveElement)e).Text));
        Assert.Equal(["1", "9999999999", "2"], sequence.Quality[0].Roc!.GetElements("score").Select(e => ((PrimitiveElement)e).Text));
        Assert.Null(JsonComparison.FirstDifference(utf8, FhirJson.ToUtf8Bytes(sequence)));
    }

    [Theory]
    [InlineData("value.exists()", "true")]
    [InlineData("value.value.hasValue()", "true")]
    [InlineData("value.value.exists()", "true")]
    [InlineData("value.value.count()", "1")]
    [InlineData("value.value.toString()", "1e400")]
    [InlineData("value.value + 1", "{}")]
    [InlineData("-value.value", "{}")]
    [InlineData("value.value * value.value", "{}")]
    [InlineData("value.value div 0", "{}")]
    [InlineData("value + value", "{}")]
    [InlineData("value.value > 1", "{}")]
    [InlineData("value > 1 'mg'", "{}")]
    [InlineData("value.value = value.value", "true")]
    [InlineData("value.value = 1", "false")]
    [InlineData("value.value ~ 1", "false")]
    [InlineData("value.value.abs()", "{}")]
    [InlineData("value.value.round(2)", "{}")]
    [InlineData("value.value.sqrt()", "{}")]
    [InlineData("value.value.power(2)", "{}")]
    [InlineData("value.value.toInteger()", "{}")]
    [InlineData("value.value.toQuantity()", "{}")]
    [InlineData("value.value.convertsToDecimal()", "false")]
    [InlineData("(value.value | value.value).count()", "1")]
    [InlineData("(1 | value.value | 2).distinct().count()", "3")]
    [InlineData("'a' & value.value", "a1e400")]
    [InlineData("descendants().count()", "6")]
    public void Decimal_BeyondDotNets_IsNothingToReckonWith(string expression, string expected)
    {
        var observation = FhirJson.Read<Observation>("""{"resourceType":"Observation","status":"final","code":{"text":"c"},"valueQuantity":{"value":1e400,"code":"mg"}}"""u8);

        var result = FhirPathExpression.Parse(expression).Select(observation);

        Assert.Equal(expected, result.Count == 0 ? "{}" : string.Join('|', result));
    }
}
