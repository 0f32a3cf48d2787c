namespace FhirTyped.Capabilities.Tests.Query;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("family=Smith", "family", "", "", "Smith")]
    [InlineData("family:exact=Smith", "family", "exact", "", "Smith")]
    [InlineData("subject:Patient.name=peter", "subject", "Patient", "name", "peter")]
    [InlineData("subject.name:exact=peter", "subject", "", "name:exact", "peter")]
    [InlineData("patient.identifier=a%7Cb", "patient", "", "identifier", "a|b")]
    [InlineData("_has:Observation:patient:code=1234-5", "_has", "Observation:patient:code", "", "1234-5")]
    [InlineData("_has:Observation:patient:encounter.status=x", "_has", "Observation:patient:encounter.status", "", "x")]
    [InlineData("name=J%C3%BCrgen+M", "name", "", "", "Jürgen M")]
    [InlineData("name=100%", "name", "", "", "100%")]
    [InlineData("name=%zz%4", "name", "", "", "%zz%4")]
    [InlineData("name", "name", "", "", "")]
    [InlineData("na%6De=a%3Db", "name", "", "", "a=b")]
    public void Criterion_IsTakenApart(string query, string name, string modifier, string chain, string value)
    {
        var criterion = Assert.Single(SearchQuery.Parse("Patient", query).Criteria);

        Assert.Equal((name, modifier, chain), (criterion.Name, criterion.Modifier, criterion.Chain));
        Assert.Equal(value, Assert.Single(criterion.Values).Escaped);
    }

    [Fact]
    public void Query_KeepsOrderAndRepetition()
    {
        var query = SearchQuery.Parse("Observation", "date=ge2020&code=a,b&&date=lt2021");

        Assert.Equal(["date", "code", "date"], query.Criteria.Select(criterion => criterion.FullName));
        Assert.Equal(["a", "b"], query.Criteria[1].Values.Select(value => value.Escaped));
    }

    [Theory]
    [InlineData(@"a\,b,c", new[] { @"a\,b", "c" })]
    [InlineData(@"a\\,b", new[] { @"a\\", "b" })]
    [InlineData(",", new[] { "", "" })]
    [InlineData(@"a\", new[] { @"a\" })]
    public void Commas_ThatAreEscaped_DoNotSeparate(string text, string[] parts) => Assert.Equal(parts, SearchEscaping.Split(text, ','));

    [Theory]
    [InlineData(@"a\,b\|c\$d\\e", @"a,b|c$d\e")]
    [InlineData(@"a\xb", @"a\xb")]
    [InlineData(@"a\", @"a\")]
    public void Unescape_TakesOnlyFhirsBackslashesAway(string escaped, string text) => Assert.Equal(text, SearchEscaping.Unescape(escaped));

    [Theory]
    [InlineData("http://loinc.org|1234-5", "1234-5")]
    [InlineData("1234-5", "1234-5")]
    [InlineData("|a", "a")]
    [InlineData(@"http://x|a\|b", "a|b")]
    [InlineData("http://x|", "")]
    public void TokenCode_IsWhatFollowsTheBar(string value, string code) => Assert.Equal(code, new SearchValue(value).TokenCode);

    [Theory]
    [InlineData("ge2020-01-01", "ge")]
    [InlineData("2020-01-01", "eq")]
    [InlineData("le5.4|http://unitsofmeasure.org|mg", "le")]
    [InlineData("5", "eq")]
    [InlineData("", "eq")]
    public void Prefix_IsTheTwoLettersBeforeTheValue(string value, string prefix) => Assert.Equal(prefix, new SearchValue(value).Prefix);

    [Fact]
    public void UnknownValue_IsNotKnown()
    {
        Assert.False(SearchValue.Unknown.IsKnown);
        Assert.True(new SearchValue("").IsKnown);
    }
}
