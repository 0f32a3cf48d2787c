using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class SearchValueTests
{
    private static readonly TestPlatform Client = FakeServer.Client(static _ => throw new InvalidOperationException(), out _);

    /// <summary>Every text that can be searched for comes back from a FHIR query parser as it was, and as one value.</summary>
    [Fact]
    public void StringValue_AnyText_SurvivesTheRoundTrip()
    {
        var random = new Random(20261120);
        for (var i = 0; i < 20_000; i++)
        {
            var value = RandomText(random);
            var url = Client.Patient.Search(q => q.Family.Exactly(value)).RelativeUrl;
            Assert.True(Uri.TryCreate("https://x.example/" + url, UriKind.Absolute, out var uri));
            var criterion = Assert.Single(SearchQuery.Parse("Patient", uri.Query[1..]).Criteria);
            Assert.Equal("family:exact", criterion.FullName);
            Assert.Equal(value, SearchEscaping.Unescape(Assert.Single(criterion.Values).Escaped!));
        }
    }

    [Fact]
    public void TokenValue_AnySystemAndCode_SurvivesTheRoundTrip()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            string system = RandomText(random), code = RandomText(random);
            var url = Client.Patient.Search(q => q.Identifier.AnyOf(new SearchToken(system, code), "x")).RelativeUrl;
            var criterion = Assert.Single(SearchQuery.Parse("Patient", url["Patient?".Length..]).Criteria);
            Assert.Equal(2, criterion.Values.Count);
            var parts = SearchEscaping.Split(criterion.Values[0].Escaped!, '|');
            Assert.Equal([system, code], parts.Select(SearchEscaping.Unescape));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    [InlineData("a\u0007")]
    public void Value_ThatCannotBeSent_ThrowsAndNamesTheParameterOnly(string? value) => AssertRefused(value);

    [Fact]
    public void Value_WithHalfASurrogatePair_Throws()
    {
        AssertRefused("\ud800");
        AssertRefused("x\udc00y");
    }

    private static void AssertRefused(string? value)
    {
        Action[] attempts =
        [
            () => Client.Patient.Search(q => q.Family.StartsWith(value!)),
            () => Client.Patient.Search(q => q.Family.AnyOf("a", value!)),
            () => Client.Patient.Search(q => q.Identifier.Is("s", value!)),
            () => Client.Patient.Search(q => q.GeneralPractitioner.Is(value!)),
            () => Client.ValueSet.Search(q => q.Url.Is(value!)),
            () => Client.Location.Search(q => q.Near.Is(value!)),
            () => Client.Patient.Search(q => q.Elements(value!)),
            () => Client.Patient.Search($"family={value}"),
        ];
        foreach (var attempt in attempts)
        {
            var exception = Assert.ThrowsAny<ArgumentException>(attempt);
            if (value?.Trim().Length > 1)
            {
                Assert.DoesNotContain(value, exception.Message);
            }
        }
    }

    [Fact]
    public void Token_WithSystemAndCodeInOneString_ThrowsInsteadOfFindingNothing()
    {
        var exception = Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search(q => q.Identifier.Is("http://loinc.org|718-7")));
        Assert.Contains("two arguments", exception.Message);
    }

    [Fact]
    public void EmptyLists_Throw()
    {
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search(q => q.Family.AnyOf()));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search(q => q.Identifier.AnyOf(ReadOnlySpan<SearchToken>.Empty)));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search(q => q.Elements()));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search(q => q.Identifier.Is(new Coding())));
        Assert.ThrowsAny<ArgumentException>(() => Client.Patient.Search(q => q.GeneralPractitioner.Is(new Practitioner())));
        Assert.ThrowsAny<ArgumentException>(() => Client.Observation.Search(q => q.ValueQuantity.Is(new Quantity())));
    }

    [Fact]
    public void LongValues_AreNotCut()
    {
        var value = new string('é', 10_000);
        var url = Client.Patient.Search(q => q.Family.StartsWith(value)).RelativeUrl;
        Assert.Equal("Patient?family=".Length + (6 * 10_000), url.Length);
    }

    /// <summary>The query object is new for each search: one that is kept must never be that of another search.</summary>
    [Fact]
    public void Building_AllocatesOnlyTheAddressAndTheQuery()
    {
        static void Build(TestPlatform.ObservationQuery q) => q
            .Patient.Is("p1").Category.Is(ObservationCategory.Laboratory).Code.Is("http://loinc.org", "718-7").Date.OnOrAfter(2025, 1, 1);

        Action<TestPlatform.ObservationQuery> build = Build;
        string url = QueryBuild.Run(build, out _);
        const int Rounds = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            url = QueryBuild.Run(build, out _);
        }

        var perSearch = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        var stringSize = (22 + (2 * url.Length) + 7) / 8 * 8;
        const int QuerySize = 24;
        Assert.Equal(stringSize + QuerySize, perSearch);
    }

    private static string RandomText(Random random)
    {
        const string Nasty = "\\,|$&=?#+%/:; '\"<>{}[]äßé漢字😀aZ09.-_~";
        while (true)
        {
            var length = random.Next(1, 24);
            var text = new System.Text.StringBuilder();
            for (var i = 0; i < length; i++)
            {
                var at = random.Next(Nasty.Length);
                text.Append(char.IsHighSurrogate(Nasty[at]) ? Nasty.Substring(at, 2) : char.IsLowSurrogate(Nasty[at]) ? "x" : Nasty[at].ToString());
            }

            if (!string.IsNullOrWhiteSpace(text.ToString()))
            {
                return text.ToString();
            }
        }
    }
}
