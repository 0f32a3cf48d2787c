using System.Globalization;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Receipts;

namespace FhirTyped.Tests;

/// <summary>Where a link is taken for the address that was sent, the comparison of criteria would have said the same: whatever is searched for, and whatever the link is.</summary>
public sealed class SentAddressTests
{
    private const string Base = "https://fhir.example.org/r4/";
    private const int Runs = 60_000;

    // What means something in a query, to somebody: separators, escapes, names that are no filters.
    private static readonly string[] Pieces =
    [
        "patient", "p1", "Patient/p1", "category", "laboratory", "code", "http://loinc.org", "718-7", "date", "ge2025-01-01", "_sort", "-date", "_count", "20", "_type", "Condition", "Observation",
        "x-own", "subject", ":exact", ".family", "_has:Observation:patient:code", "=", "=", "=", "&", "&", "&", "&amp;", "amp;", ";", "#", "?", "%", "%2", "%26", "%3D", "%23", "%3B", "%20", "%2B", "%25", "%2C", ",",
        "|", "%7C", "$", "\\", "%5C", "+", " ", "\t", "é", "%C3%A9", "%C3", "%E2%82", "%00", "~",
    ];

    public static TheoryData<string> Repeating => new(
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http%3A%2F%2Floinc.org%7c718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=%701&code=http://loinc.org%7C718%2D7&date=ge2025%2d01-01");

    public static TheoryData<string> Others => new(
        "https://fhir.example.org/r4/Observation?code=http://loinc.org%7C718-7&patient=p1&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-0",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-011",
        "https://fhir.example.org/r4/Observation?patient=P1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?Patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?%70atient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient%3Dp1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1%26code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1;code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&amp;code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%257C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01&patient=p1",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01&patient=p2",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01#",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7#&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?#patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation#?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01 ",
        "https://fhir.example.org/r4/Observation/?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Observation/_search?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Condition?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r4/Patient/p2/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/r5/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org/R4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://FHIR.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org:443/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://p1@fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "http://fhir.example.org/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "https://fhir.example.org.evil.example/r4/Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "Observation?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01",
        "?patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01");

    [Theory]
    [MemberData(nameof(Repeating))]
    public void Address_ThatWasSent_IsKnownHoweverItsValuesAreEncoded(string link) => Assert.True(IsRepeated("Observation", Query, link));

    [Theory]
    [MemberData(nameof(Others))]
    public void AnyOtherAddress_IsLeftToTheComparison(string link) => Assert.False(IsRepeated("Observation", Query, link));

    [Theory]
    [InlineData("family=van%20Beek", "family=van+Beek")]
    [InlineData("family=van%2BBeek", "family=van+Beek")]
    [InlineData("family=van+Beek", "family=van%20Beek")]
    [InlineData("family=a%26gender=male", "family=a&gender=male")]
    [InlineData("family=a%23", "family=a#")]
    [InlineData("family=a%3Bb", "family=a;b")]
    [InlineData("family=a%2525", "family=a%25")]
    [InlineData("family=%", "family=%25")]
    public void Value_ThatMayBeReadInTwoWays_IsLeftToTheComparison(string sent, string repeated) => Assert.False(IsRepeated("Patient", sent, Base + "Patient?" + repeated));

    [Theory]
    [InlineData("patient=")]
    [InlineData("patient=%20")]
    [InlineData("patient")]
    [InlineData("code=a,")]
    [InlineData("patient=p1&_type=Condition")]
    [InlineData("patient=p1&_sort=date&_sort=date")]
    [InlineData("patient=p1&amp;code=1")]
    [InlineData("patient=p1#x")]
    [InlineData("patient=p1 ")]
    public void Search_ThatProvesNothingByItself_IsLeftToTheComparison(string sent) => Assert.False(IsRepeated("Observation", sent, Base + "Observation?" + sent));

    [Fact]
    public void Search_OfManyCriteria_OrOfNoTypeOfR4_IsLeftToTheComparison()
    {
        var many = string.Join('&', Enumerable.Range(0, 300).Select(static i => "code=" + i.ToString(CultureInfo.InvariantCulture)));
        Assert.False(IsRepeated("Observation", many, Base + "Observation?" + many));
        Assert.False(IsRepeated("Widget", "patient=p1", Base + "Widget?patient=p1"));
    }

    [Fact]
    public void EveryPairOfTheTable_IsVerifiedWhereItIsRepeated()
    {
        var rows = ReceiptTableTests.Pairs.Select(static row => row.Data).ToList();
        var repeated = 0;
        foreach (var (verdict, type, sent, self) in rows)
        {
            repeated += CheckAgainstComparison(type, sent, self) ? 1 : 0;
            Assert.True(verdict == "V" || !IsRepeated(type, sent, self), self);
            repeated += CheckAgainstComparison(type, sent, Base + type + "?" + sent) ? 1 : 0;
            foreach (var (_, _, _, other) in rows)
            {
                CheckAgainstComparison(type, sent, other);
            }
        }

        Assert.True(repeated > rows.Count / 2, $"{repeated} of {rows.Count}");
    }

    [Theory]
    [InlineData(RecordedAnswer.Own)]
    [InlineData(RecordedAnswer.Vendors)]
    public void EveryRecordedLink_IsVerifiedWhereItIsRepeated(string folder)
    {
        RecordedAnswer.SkipUnlessPresent(folder);
        foreach (var answer in RecordedAnswer.All(folder))
        {
            var links = SearchLinks.FindAll(answer.Page, "self");
            foreach (var query in links.Select(static link => link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..]))
            {
                foreach (var link in links)
                {
                    CheckAgainstComparison(answer.Search.ResourceType, query, link, answer.BaseUrl);
                }
            }
        }
    }

    [Fact]
    public void AnyQueryAndAnyLink_AreVerifiedWhereOneRepeatsTheOther()
    {
        var random = new Random(5);
        var repeated = 0;
        for (var i = 0; i < Runs; i++)
        {
            var sent = random.Next(2) == 0 ? Any(random) : Plain(random);
            var link = Base + "Observation?" + Distort(random, sent, random.Next(2) == 0 ? 60 : 600);
            repeated += CheckAgainstComparison("Observation", sent, link) ? 1 : 0;
        }

        Assert.True(repeated > Runs / 20, $"{repeated} were repeated");
    }

    private const string Query = "patient=p1&code=http://loinc.org%7C718-7&date=ge2025-01-01";

    private static bool CheckAgainstComparison(string type, string sent, string link, string baseUrl = Base)
    {
        var search = SearchQuery.Parse(type, sent);
        if (!SentAddress.IsRepeatedBy(search, baseUrl, sent, link))
        {
            return false;
        }

        Assert.True(new SelfLinkComparison(search, baseUrl).Compare([link]) is { Status: SearchReceiptStatus.Verified }, sent + "\n" + link);
        return true;
    }

    private static bool IsRepeated(string type, string sent, string link) => SentAddress.IsRepeatedBy(SearchQuery.Parse(type, sent), Base, sent, link);

    private static string Any(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Plain(Random random) => string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
        Pieces[random.Next(17)] + "=" + string.Concat(Enumerable.Range(0, random.Next(0, 3)).Select(_ => Pieces[random.Next(Pieces.Length)]))));

    // Other encodings of the same, and from time to time something else.
    private static string Distort(Random random, string query, int rarity)
    {
        var text = new StringBuilder();
        for (var i = 0; i < query.Length; i++)
        {
            switch (random.Next(rarity))
            {
                case < 4 when query[i] < 0x80:
                    text.Append(CultureInfo.InvariantCulture, $"%{(int)query[i]:x2}");
                    break;
                case 4:
                    text.Append(Pieces[random.Next(Pieces.Length)]);
                    break;
                case 5:
                    break;
                case 6 when i + 2 < query.Length && query[i] == '%' && char.IsAsciiHexDigit(query[i + 1]) && char.IsAsciiHexDigit(query[i + 2]):
                    text.Append((char)int.Parse(query.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    i += 2;
                    break;
                default:
                    text.Append(query[i]);
                    break;
            }
        }

        return text.ToString();
    }
}
