using System.Text;

namespace FhirTyped.Capabilities.Tests.Query;

/// <summary>How the client and the analyzers read the text of a search.</summary>
public sealed class SearchTextReaderTests
{
    [Theory]
    [InlineData("a+b", "a+b")]
    [InlineData("%41%c3%A4%E6%BC%A2%F0%9F%98%80", "Aä漢😀")]
    [InlineData("ä漢😀#", "ä漢😀#")]
    [InlineData("%25zz", "%zz")]
    [InlineData("%2B%20%26%3D", "+ &=")]
    [InlineData("", "")]
    public void Text_IsDecodedAndNothingElse(string text, string expected)
    {
        var (decoded, problems) = Read(text);

        Assert.Equal((expected, ""), (decoded, problems));
    }

    [Theory]
    [InlineData("%", "0+1")]
    [InlineData("a%4", "1+1")]
    [InlineData("%4g", "0+1")]
    [InlineData("%%41", "0+1")]
    [InlineData("%C3", "0+3")]
    [InlineData("%C3%41", "0+3")]
    [InlineData("%80", "0+3")]
    [InlineData("%C1%81", "0+3 3+3")]
    [InlineData("%E2%82", "0+3 3+3")]
    [InlineData("%F5%80%80%80", "0+3 3+3 6+3 9+3")]
    [InlineData("a\u0000b\u007F\u009F", "1+1 3+1 4+1")]
    [InlineData("a%7Fb%C2%9F", "1+3 5+6")]
    public void Problem_StandsAtItsPlace(string text, string places) => Assert.Equal(places, Read(text).Problems);

    [Fact]
    public void HalfAPair_IsAProblem()
    {
        Assert.Equal("1+1", Read("a\ud83db").Problems);
        Assert.Equal("0+1 1+1", Read("\ude00\ud83d").Problems);
    }

    [Fact]
    public void Separators_AreToldFromEncodedOnes()
    {
        var reader = new SearchTextReader("&%26", 0, 4);

        Assert.True(reader.Read());
        Assert.Equal((SearchTextReader.Separator, false, 0, 1), (reader.CodePoint, reader.IsEncoded, reader.Start, reader.Length));
        Assert.True(reader.Read());
        Assert.Equal((SearchTextReader.Separator, true, 1, 3), (reader.CodePoint, reader.IsEncoded, reader.Start, reader.Length));
        Assert.False(reader.Read());
    }

    /// <summary>What .NET itself takes for UTF-8 is the measure, for each sequence of two, and for many longer ones.</summary>
    [Fact]
    public void Bytes_AreUtf8_ExactlyWhereTheFrameworkSaysSo()
    {
        var random = new Random(1);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = i < 65536 ? [(byte)(i >> 8), (byte)i] : new byte[random.Next(1, 6)];
            if (i >= 65536)
            {
                random.NextBytes(bytes);
            }

            string? expected;
            try
            {
                expected = strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                expected = null;
            }

            if (expected is not null && expected.Any(char.IsControl))
            {
                continue;
            }

            var (text, problems) = Read(string.Concat(bytes.Select(static b => $"%{b:X2}")));
            Assert.Equal(expected is null, problems.Length > 0);
            Assert.True(expected is null || expected == text);
        }
    }

    [Theory]
    [InlineData("family", true)]
    [InlineData("family:exact", true)]
    [InlineData("subject:Patient.name:exact", true)]
    [InlineData("_has:Observation:patient:code", true)]
    [InlineData("_sort", true)]
    [InlineData("_include:iterate", true)]
    [InlineData("-encounter", true)]
    [InlineData("", false)]
    [InlineData("family:", false)]
    [InlineData(":exact", false)]
    [InlineData("subject..name", false)]
    [InlineData("subject:Patient.", false)]
    [InlineData(".", false)]
    [InlineData("a b", false)]
    [InlineData("a=b", false)]
    [InlineData("a&b", false)]
    [InlineData("a#b", false)]
    [InlineData("a%41", false)]
    [InlineData("fämily", false)]
    [InlineData("subject:Patient._sort", false)]
    [InlineData("subject:Patient._include:iterate", false)]
    [InlineData("_has:Observation:patient:_count", false)]
    public void Name_IsOneOrNot(string name, bool isName) => Assert.Equal(isName, SearchNames.FindProblem(name) is null);

    /// <summary>A name that can be sent is the one that the judge sees: nothing of it is lost when it is taken apart.</summary>
    [Fact]
    public void Name_ThatCanBeSent_IsTakenApartWithoutALoss()
    {
        var random = new Random(3);
        var names = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var name = (random.Next(4) == 0 ? "_has" : "") + string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => "ab:.:._-"[random.Next(8)]));
            if (SearchNames.FindProblem(name) is null)
            {
                names++;
                Assert.Equal(name, Assert.Single(SearchQuery.Parse("Patient", name + "=x").Criteria).FullName);
            }
        }

        Assert.InRange(names, 1000, 100_000);
    }

    private static (string Text, string Problems) Read(string text)
    {
        var decoded = new StringBuilder();
        var problems = new List<string>();
        var reader = new SearchTextReader(text, 0, text.Length);
        var end = 0;
        while (reader.Read())
        {
            // No character of the text is left out or read twice.
            Assert.Equal(end, reader.Start);
            end = reader.Start + reader.Length;
            if (reader.Problem is not null)
            {
                problems.Add($"{reader.Start}+{reader.Length}");
            }
            else
            {
                decoded.Append(char.ConvertFromUtf32(reader.CodePoint));
            }
        }

        Assert.Equal(text.Length, end);
        return (decoded.ToString(), string.Join(' ', problems));
    }
}
