using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

public sealed class NumberSearchTests
{
    [Theory]
    [InlineData("100", "100", true)]
    [InlineData("100.4", "100", true)]
    [InlineData("99.5", "100", true)]
    [InlineData("100.5", "100", false)]
    [InlineData("100.4", "100.00", false)]
    [InlineData("100.004", "100.00", true)]
    [InlineData("104", "1e2", true)]
    [InlineData("140", "1e2", true)]
    [InlineData("150", "1e2", false)]
    [InlineData("100.4", "ne100", false)]
    [InlineData("101", "ne100", true)]
    [InlineData("100.4", "gt100", true)]
    [InlineData("100", "gt100", false)]
    [InlineData("100", "ge100", true)]
    [InlineData("99.9", "lt100", true)]
    [InlineData("100", "le100", true)]
    [InlineData("109", "ap100", true)]
    [InlineData("111", "ap100", false)]
    [InlineData("-3", "lt0", true)]
    [InlineData("5.40e-3", "5.4e-3", true)]
    public void Quantity_ByDigitsAndPrefix(string held, string value, bool expected)
    {
        var number = decimal.Parse(held, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
        var observation = new Observation { Value = new Quantity { Value = number, Unit = "mg", Code = "mg", System = "http://unitsofmeasure.org" } };
        Assert.Equal(expected, Searched.Matches(observation, "value-quantity=" + value));
        Assert.Equal(expected, Searched.Matches(observation, $"value-quantity={value}|http://unitsofmeasure.org|mg"));
        Assert.Equal(expected, Searched.Matches(observation, $"value-quantity={value}||mg"));
        Assert.False(Searched.Matches(observation, $"value-quantity={value}||g"));
    }

    [Fact]
    public void Quantity_WithComparator_IsOpen()
    {
        var observation = new Observation { Value = new Quantity { Value = 5, Comparator = QuantityComparator.LessThan } };
        Assert.True(Searched.Matches(observation, "value-quantity=lt5"));
        Assert.True(Searched.Matches(observation, "value-quantity=lt3"));
        Assert.False(Searched.Matches(observation, "value-quantity=gt5"));
        Assert.False(Searched.Matches(observation, "value-quantity=5"));
    }

    [Fact]
    public void Number_OfARange()
    {
        var risk = Searched.Read("""
            {"resourceType":"RiskAssessment","status":"final","subject":{"reference":"Patient/1"},
             "prediction":[{"probabilityDecimal":0.2},{"probabilityRange":{"low":{"value":0.5},"high":{"value":0.7}}}]}
            """);
        Assert.True(Searched.Matches(risk, "probability=0.2"));
        Assert.True(Searched.Matches(risk, "probability=gt0.6"));
        Assert.False(Searched.Matches(risk, "probability=gt0.8"));
        Assert.False(Searched.Matches(risk, "probability=0.6"));
    }

    [Fact]
    public void SampledData_IsTheRangeOfItsSamples()
    {
        var observation = Searched.Read("""
            {"resourceType":"Observation","status":"final","code":{"text":"ecg"},
             "valueSampledData":{"origin":{"value":10,"code":"mV"},"period":10,"factor":2,"dimensions":1,"data":"1 E 5 -2"}}
            """);
        Assert.True(Searched.Matches(observation, "value-quantity=gt19||mV"));
        Assert.False(Searched.Matches(observation, "value-quantity=gt20||mV"));
        Assert.True(Searched.Matches(observation, "value-quantity=lt7||mV"));
    }
}
