using System.Globalization;
using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.Receipts;

namespace FhirTyped.Tests;

/// <summary>Whatever was searched for: a link that says it in another form confirms it, and one that says anything else does not.</summary>
public sealed class ReceiptPropertyTests
{
    private const string Base = "https://fhir.example.org/r4/";
    private const int Runs = 3_000;

    private static readonly string[] Prefixes = ["", "ge", "le", "gt", "lt", "ne", "sa", "eb", "ap"];

    [Fact]
    public void Link_ThatSaysTheSameInAnotherForm_IsVerified()
    {
        var random = new Random(1);
        for (var i = 0; i < Runs; i++)
        {
            var search = Search(random);
            var self = Address(random, "Observation", [.. search.OrderBy(_ => random.Next())]);
            Assert.True(Compare(search, self) is { Status: SearchReceiptStatus.Verified }, Query(search) + "\n" + self);
        }
    }

    [Fact]
    public void Link_WithoutAnyOneCriterion_IsNeverVerified()
    {
        var random = new Random(2);
        for (var i = 0; i < Runs; i++)
        {
            var search = Search(random);
            var left = search.ToList();
            left.RemoveAt(random.Next(left.Count));
            var self = Address(random, "Observation", left);
            Assert.False(Compare(search, self) is { Status: SearchReceiptStatus.Verified }, Query(search) + "\n" + self);
        }
    }

    [Fact]
    public void Link_WithAnyOneCriterionAltered_IsNeverVerified()
    {
        var random = new Random(3);
        for (var i = 0; i < Runs; i++)
        {
            var search = Search(random);
            var altered = search.ToList();
            var at = random.Next(altered.Count);
            altered[at] = Alter(random, altered[at]);
            var self = Address(random, "Observation", altered);
            Assert.False(Compare(search, self) is { Status: SearchReceiptStatus.Verified }, Query(search) + "\n" + self);
        }
    }

    [Fact]
    public void Link_WithAFilterMore_OrOfAnotherType_IsDropped()
    {
        var random = new Random(4);
        for (var i = 0; i < Runs; i++)
        {
            var search = Search(random);
            Assert.Equal(SearchReceiptStatus.Dropped, Compare(search, Address(random, "Observation", [.. search, ("device", "d1")]))?.Status);
            Assert.Equal(SearchReceiptStatus.Dropped, Compare(search, Address(random, "Condition", search))?.Status);
        }
    }

    [Theory]
    [InlineData("Observation?patient=p1&category=x", "Patient/p1/Observation?page=2", null)]
    [InlineData("Observation?patient=p1&category=x", "Patient/p2/Observation?page=2", SearchReceiptStatus.Dropped)]
    [InlineData("Observation?patient=p1&category=x", "Patient/p1/Observation?category=x&page=2", SearchReceiptStatus.Verified)]
    public void FurtherPage_InACompartment(string search, string self, SearchReceiptStatus? expected) => Assert.Equal(
        expected, new SelfLinkComparison(SearchQuery.Parse("Observation", search[(search.IndexOf('?', StringComparison.Ordinal) + 1)..]), Base).Compare([self], isFurtherPage: true)?.Status);

    [Fact]
    public void BaseThatLooksLikeACompartment_IsNone()
    {
        const string Odd = "https://api.example.org/Patient/v1/";
        var sent = SearchQuery.Parse("Observation", "code=718-7");
        Assert.Equal(SearchReceiptStatus.Verified, new SelfLinkComparison(sent, Odd).Compare([Odd + "Observation?code=718-7"])?.Status);
        Assert.Equal(SearchReceiptStatus.Dropped, new SelfLinkComparison(sent, Odd).Compare([Odd + "Patient/p1/Observation?code=718-7"])?.Status);
    }

    [Fact]
    public void Link_OfAnyBytes_NeverThrows()
    {
        var random = new Random(5);
        const string Pieces = "?&=;#%:|$,\\./-+_ \0\u00fc\ud83d\ude00patient=p1Observation2025-01-01T25:61:61+99:99ge0e9999999999%zz%C3%28_has:_sort:subject:Patient.name";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder(random.Next(2) == 0 ? Base + "Observation?" : "");
            for (var n = random.Next(40); n > 0; n--)
            {
                var start = random.Next(Pieces.Length);
                text.Append(Pieces, start, Math.Min(random.Next(1, 9), Pieces.Length - start));
            }

            var search = Search(random);
            Assert.False(Compare(search, text.ToString()) is { Status: SearchReceiptStatus.Verified } && !text.ToString().Contains("patient=", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Link_OfAnyLength_CostsNoMoreThanItsLength()
    {
        // As many pairs of values or criteria as this would be would take minutes; what is too much to compare is unverifiable.
        var ids = Enumerable.Range(0, 5_000).Select(static i => "Patient/p" + i.ToString(CultureInfo.InvariantCulture)).ToList();
        var sent = SearchQuery.Parse("Observation", "patient=" + string.Join(',', ids));
        Assert.Equal(SearchReceiptStatus.Unverifiable, new SelfLinkComparison(sent, Base).Compare(["Observation?patient=" + string.Join(',', ids.Select(static id => Base + id))])?.Status);
        Assert.Equal(SearchReceiptStatus.Verified, new SelfLinkComparison(sent, Base).Compare(["Observation?patient=" + string.Join(',', ids.AsEnumerable().Reverse())])?.Status);
        var many = SearchQuery.Parse("Observation", string.Join('&', ids.Take(500).Select(static id => "code=" + id)));
        Assert.Equal(SearchReceiptStatus.Unverifiable, new SelfLinkComparison(many, Base).Compare(["Observation?" + string.Join('&', ids.Select(static id => "code=s%7C" + id))])?.Status);
    }

    private static SearchReceipt? Compare(List<(string Name, string Value)> search, string self) =>
        new SelfLinkComparison(SearchQuery.Parse("Observation", Query(search)), Base).Compare([self]);

    // Each name once, and two different dates: no criterion stands for another one.
    private static List<(string Name, string Value)> Search(Random random)
    {
        var number = random.Next(1, 1000).ToString(CultureInfo.InvariantCulture);
        var all = new List<(string, string)>
        {
            ("patient", "p" + number),
            ("code", "http://loinc.org|" + number + ",c-" + number),
            ("category:not", "laboratory"),
            ("status", "final,amended"),
            ("date", Prefixes[random.Next(Prefixes.Length)] + "2025-01-" + random.Next(10, 29).ToString(CultureInfo.InvariantCulture)),
            ("date", Prefixes[random.Next(Prefixes.Length)] + "2026-03-04T05:06:07+02:00"),
            ("value-string", "A b \u00fc" + number),
            ("value-quantity", "gt" + number + ".50|http://unitsofmeasure.org|mg"),
            ("performer:identifier", "urn:s|" + number),
            ("subject:Patient.family:exact", "Smith" + number),
            ("_has:Provenance:target:agent", "Practitioner/" + number),
            ("_lastUpdated", "ge2024-12"),
            ("value-date:missing", "true"),
            ("code-value-string", "718-7$" + number),
            ("x-own", number),
            ("_sort", "-date,code"),
        };
        return [.. all.OrderBy(_ => random.Next()).Take(random.Next(1, 8))];
    }

    private static (string, string) Alter(Random random, (string Name, string Value) criterion)
    {
        var (name, value) = criterion;
        switch (random.Next(5))
        {
            case 0 when name.Contains(':', StringComparison.Ordinal) && !name.StartsWith("_has", StringComparison.Ordinal):
                return (name[..name.LastIndexOf(':')], value);
            case 1 when !name.EndsWith(":missing", StringComparison.Ordinal) && name != "_sort":
                return (name + ":missing", "false");
            case 2 when value.Contains(',', StringComparison.Ordinal):
                return (name, value[..value.IndexOf(',', StringComparison.Ordinal)]);
            case 3 when name != "_sort":
                return (name, value is "true" ? "false" : value + ",zzz");
            default:
                return (name, name is "_sort" ? "zzz," + value : value is "true" ? "false" : value.Length > 3 && value[^1] != '9' ? value[..^1] + "9" : value + "1");
        }
    }

    private static string Query(List<(string Name, string Value)> search) =>
        string.Join('&', search.Select(static pair => pair.Name + "=" + Uri.EscapeDataString(pair.Value)));

    private static string Address(Random random, string type, List<(string Name, string Value)> search)
    {
        var pairs = search.Select(pair => Encode(random, pair.Name) + "=" + Encode(random, pair.Value)).ToList();
        pairs.Insert(random.Next(pairs.Count + 1), random.Next(2) == 0 ? "_format=json" : "_count=20");
        var start = random.Next(4) switch { 0 => "", 1 => "/", 2 => Base, _ => "http://internal:8080/a/b/" };
        return start + type + "?" + string.Join(random.Next(4) == 0 ? "&amp;" : "&", pairs);
    }

    // As it is where that can be read, with the least that must be encoded, or every byte of it.
    private static string Encode(Random random, string text) => random.Next(4) switch
    {
        0 => string.Concat(Encoding.UTF8.GetBytes(text).Select(static b => "%" + b.ToString("X2", CultureInfo.InvariantCulture))),
        1 => string.Concat(Encoding.UTF8.GetBytes(text).Select(static b => "%" + b.ToString("x2", CultureInfo.InvariantCulture))),
        2 => text,
        _ => Uri.EscapeDataString(text),
    };
}