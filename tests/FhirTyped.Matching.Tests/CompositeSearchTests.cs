using FhirTyped.R4;

namespace FhirTyped.Matching.Tests;

public sealed class CompositeSearchTests
{
    private static readonly Resource BloodPressure = Searched.Read("""
        {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},
         "component":[
          {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":140,"code":"mm[Hg]","system":"http://unitsofmeasure.org"}},
          {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":90,"code":"mm[Hg]","system":"http://unitsofmeasure.org"}}]}
        """);

    [Theory]
    [InlineData("component-code-value-quantity=8480-6$gt130", true)]
    [InlineData("component-code-value-quantity=http://loinc.org|8480-6$gt130|http://unitsofmeasure.org|mm[Hg]", true)]
    [InlineData("component-code-value-quantity=8462-4$gt130", false)]
    [InlineData("component-code-value-quantity=8462-4$gt130,8462-4$gt80", true)]
    [InlineData("combo-code-value-quantity=8480-6$140", true)]
    [InlineData("code-value-quantity=85354-9$140", false)]
    public void Composite_HoldsForOneElement(string query, bool expected) => Assert.Equal(expected, Searched.Matches(BloodPressure, query));

    [Fact]
    public void Near_IsWithinTheDistance()
    {
        var location = Searched.Read("""{"resourceType":"Location","position":{"latitude":42.3601,"longitude":-71.0589}}""");
        Assert.True(Searched.Matches(location, "near=42.256500|-71.0|11.20|[mi_us]"));
        Assert.True(Searched.Matches(location, "near=42.36|-71.05|1|km"));
        Assert.False(Searched.Matches(location, "near=42.36|-71.05|100|m"));
    }

    [Theory]
    [InlineData("Patient", "nonsense=1")]
    [InlineData("Patient", "birthdate=yesterday")]
    [InlineData("Patient", "birthdate=2020-13-01")]
    [InlineData("Patient", "name:missing=maybe")]
    [InlineData("Patient", "name:below=x")]
    [InlineData("Patient", "name=")]
    [InlineData("Patient", "_text=x")]
    [InlineData("Observation", "code:in=http://example.org/vs")]
    [InlineData("Observation", "value-quantity=much")]
    [InlineData("Observation", "value-quantity=5|mg")]
    [InlineData("Observation", "code-value-quantity=1234-5")]
    [InlineData("Observation", "subject:Nonsense=1")]
    public void FindProblem_NamesTheParameterAndNoValue(string resourceType, string query)
    {
        var problem = Searched.Problem(resourceType, query);
        Assert.NotNull(problem);
        Assert.Contains(query.Split('=', ':')[0], problem, StringComparison.Ordinal);
        Assert.DoesNotContain("yesterday", problem, StringComparison.Ordinal);
    }
}
