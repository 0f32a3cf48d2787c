namespace FhirTyped.Tests;

/// <summary>Searches that are given as text, interpolated or to the untyped client: read, and written anew.</summary>
public sealed class SearchTextTests
{
    private static readonly TestPlatform Client = FakeServer.Client(static _ => throw new InvalidOperationException(), out _);

    [Theory]
    [InlineData("family=Muster", "family=Muster")]
    [InlineData("identifier=http://example.org/ward#7|0815&family=x", "identifier=http://example.org/ward%237%7C0815&family=x")]
    [InlineData("_lastUpdated=ge2024-02-29T08:15:00+05:30", "_lastUpdated=ge2024-02-29T08:15:00%2B05:30")]
    [InlineData("family=a+b", "family=a%2Bb")]
    [InlineData("family=a b", "family=a%20b")]
    [InlineData("family=a%20b", "family=a%20b")]
    [InlineData("family=a%2Bb", "family=a%2Bb")]
    [InlineData("family=a%26b%3dc", "family=a%26b%3Dc")]
    [InlineData("family=a=b?c;d", "family=a%3Db%3Fc%3Bd")]
    [InlineData("family=50%25", "family=50%25")]
    [InlineData("family=Jürgen", "family=J%C3%BCrgen")]
    [InlineData("family=J%c3%bcrgen", "family=J%C3%BCrgen")]
    [InlineData("family=漢字😀", "family=%E6%BC%A2%E5%AD%97%F0%9F%98%80")]
    [InlineData("family=a,b\\,c", "family=a,b%5C%2Cc")]
    [InlineData("family=a%2Cb", "family=a,b")]
    [InlineData("identifier=s%7Cc", "identifier=s%7Cc")]
    [InlineData("family=%7e%41%2F", "family=~A/")]
    [InlineData("family=x&&address-city=y&", "family=x&address-city=y")]
    [InlineData("&family=x", "family=x")]
    [InlineData("family=x &address-city=y", "family=x%20&address-city=y")]
    [InlineData("family", "family=")]
    [InlineData("family=&active=true", "family=&active=true")]
    [InlineData("_has%3AObservation:subject:code=1", "_has:Observation:subject:code=1")]
    [InlineData("", "")]
    public void Text_IsReadAndWrittenAnew(string text, string query)
    {
        Assert.Equal(query, Query(Interpolated(text).RelativeUrl));
        Assert.Equal(query, Query(((IFhirPlatformClient)Client).Search("Patient?" + text).RelativeUrl));
    }

    [Theory]
    [InlineData("family=100%", "%25")]
    [InlineData("family=%4", "%25")]
    [InlineData("family=%zz", "%25")]
    [InlineData("family=%C3", "UTF-8")]
    [InlineData("family=%C3x", "UTF-8")]
    [InlineData("family=%C0%80", "UTF-8")]
    [InlineData("family=%E0%80%80", "UTF-8")]
    [InlineData("family=%ED%A0%80", "UTF-8")]
    [InlineData("family=%F4%90%80%80", "UTF-8")]
    [InlineData("family=%FF", "UTF-8")]
    [InlineData("family=a\r\nb", "control")]
    [InlineData("family=a%0D%0Ab", "control")]
    [InlineData("family=a%00b", "control")]
    [InlineData("family=a\u0085b", "control")]
    [InlineData("family=a%C2%85b", "control")]
    [InlineData("?family=x", "letters")]
    [InlineData("family=x& address-city=y", "letters")]
    [InlineData("fam#ily=x", "letters")]
    [InlineData("fam%3Dily=x", "letters")]
    [InlineData("fämily=x", "letters")]
    [InlineData("=x", "no name")]
    [InlineData("family=x&=y", "no name")]
    [InlineData("family:=x", "nothing")]
    [InlineData("subject..family=x", "nothing")]
    [InlineData("subject:Patient._sort=x", "_sort")]
    [InlineData("_has:Observation:patient:_count=5", "_count")]
    public void Text_ThatCannotBeRead_IsRefused(string text, string word)
    {
        Action[] attempts = [() => Interpolated(text), () => ((IFhirPlatformClient)Client).Search("Patient?" + text)];
        foreach (var attempt in attempts)
        {
            Assert.Contains(word, Assert.Throws<ArgumentException>(attempt).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void HalfASurrogatePair_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Interpolated("family=a\ud83d"));
        Assert.Throws<ArgumentException>(() => Interpolated("family=\ude00a"));
    }

    [Fact]
    public void Message_NamesThePlaceAndNoValue()
    {
        var message = Assert.Throws<ArgumentException>(() => Interpolated("family=secret&address-city=secret%")).Message;
        Assert.Contains("'address-city'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.Contains("criterion 2", Assert.Throws<ArgumentException>(() => Interpolated("family=secret&sec ret=x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_OfTheProgram_IsAValueWhateverItHolds()
    {
        const string Value = "a%41+#&=,|$\\ü";
        var search = Client.Patient.Search($"family={Value}&address-city=x{Value}y&identifier=urn:x|{Value}");
        Assert.Equal(
            [@"a%41+#&=\,\|\$\\ü", @"xa%41+#&=\,\|\$\\üy", @"urn:x|a%41+#&=\,\|\$\\ü"],
            search.Request.Criteria.Criteria.Select(static criterion => Assert.Single(criterion.Values).Escaped));
    }

    [Fact]
    public void Value_InThePlaceOfAName_IsAName()
    {
        var (name, modifier) = ("family", "exact");
        Assert.Equal("Patient?family:exact=x", Client.Patient.Search($"{name}:{modifier}={"x"}").RelativeUrl);
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"{"family=x&active"}={"true"}"));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"{"family=x"}"));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"{(string?)null}={"x"}"));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"family=x&{true}"));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"{new DateOnly(2000, 1, 1)}"));
    }

    /// <summary>A backslash in the text would make a comma of the value a separator: <c>\</c> and <c>\,</c> are <c>\\</c> and <c>,</c>.</summary>
    [Fact]
    public void Backslash_BeforeAValue_IsRefused()
    {
        var value = ",b";
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"family=a\\{value}"));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"family=a%5C{value}"));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search($"identifier=a\\{new SearchToken("s", "c")}"));
        Assert.Equal("Patient?family=a%5C%5C%5C%2Cb", Client.Patient.Search($"family=a\\\\{value}").RelativeUrl);
    }

    private static FhirSearch<R4.Patient> Interpolated(string text)
    {
        var query = new FhirQueryInterpolatedStringHandler(text.Length, 0);
        query.AppendLiteral(text);
        return Client.Patient.Search(ref query);
    }

    private static string Query(string relativeUrl) => relativeUrl.IndexOf('?') is >= 0 and var question ? relativeUrl[(question + 1)..] : "";
}
