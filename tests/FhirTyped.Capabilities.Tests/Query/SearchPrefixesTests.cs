namespace FhirTyped.Capabilities.Tests.Query;

/// <summary>The one table of comparisons.</summary>
public sealed class SearchPrefixesTests
{
    [Theory]
    [InlineData(SearchPrefix.Equal, "eq")]
    [InlineData(SearchPrefix.NotEqual, "ne")]
    [InlineData(SearchPrefix.GreaterThan, "gt")]
    [InlineData(SearchPrefix.LessThan, "lt")]
    [InlineData(SearchPrefix.GreaterOrEqual, "ge")]
    [InlineData(SearchPrefix.LessOrEqual, "le")]
    [InlineData(SearchPrefix.StartsAfter, "sa")]
    [InlineData(SearchPrefix.EndsBefore, "eb")]
    [InlineData(SearchPrefix.Approximate, "ap")]
    internal void WordOf_IsTheWordThatFhirSays(SearchPrefix prefix, string word)
    {
        Assert.Equal(word, SearchPrefixes.WordOf(prefix));
        Assert.Equal(prefix, SearchPrefixes.Find(word));
        Assert.Equal(prefix, SearchPrefixes.Take(word + "2020-01-01", out var rest));
        Assert.Equal("2020-01-01", rest);
        Assert.Equal(prefix == SearchPrefix.Equal ? "" : word, SearchPrefixes.Written(prefix));
        Assert.Equal(Enum.GetValues<SearchPrefix>().Length, SearchPrefixes.Words.Count);
    }

    [Theory]
    [InlineData("2020")]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("GE5")]
    [InlineData("xx5")]
    public void Take_WithoutAPrefix_IsEqualityAndTheWholeValue(string value)
    {
        Assert.Equal(SearchPrefix.Equal, SearchPrefixes.Take(value, out var rest));
        Assert.Equal(value, rest);
        Assert.Null(SearchPrefixes.Find(value));
    }
}
