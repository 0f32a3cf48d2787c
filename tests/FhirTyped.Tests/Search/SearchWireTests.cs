using System.Text;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>What arrives at a server is what was judged: looked at on a socket, for searches that are written in every way.</summary>
public sealed class SearchWireTests
{
    private const string Nasty = "\\,|$&=?#+%/:;@!*()[]{}<>^`\"' ~._-azAZ09äßé漢字\u00A0\u2028\uFEFF";
    private static readonly RawAnswer Page = RawAnswer.Of("200 OK", """{"resourceType":"Bundle","type":"searchset"}""");
    private static readonly string[] Names = ["family", "family:exact", "family:contains", "address-city", "address-city:exact"];

    [Fact]
    public async Task Text_ArrivesAsItWasJudged()
    {
        await using var server = RawServer.Start(Page);
        var client = WireClient.Of(server);
        var random = new Random(20261129);
        for (var i = 0; i < 400; i++)
        {
            await (i % 4 == 3 ? Verify(server, Untyped(client, random), i % 3 == 0) : Verify(server, Interpolated(client, random), i % 3 == 0));
        }
    }

    [Fact]
    public async Task TypedSearch_ArrivesAsItWasJudged()
    {
        await using var server = RawServer.Start(Page);
        var client = WireClient.Of(server);
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            string family = Text(random), system = Text(random), code = Text(random);
            var search = client.Patient.Search(q => q.Family.Exactly(family).Identifier.Is(system, code).AddressCity.AnyOf(code, family));
            (string, string)[] expected =
            [
                ("family:exact", Escape(family)), ("identifier", Escape(system) + "|" + Escape(code)), ("address-city", Escape(code) + "," + Escape(family)),
            ];
            await Verify(server, (search, expected), i % 2 == 0);
        }
    }

    /// <summary>Two searches that used to arrive as something else: one without its last filter, one with a blank for the plus.</summary>
    [Theory]
    [InlineData("Patient?identifier=http://example.org/ward#7|0815&family=Exempla", "identifier=http://example.org/ward%237%7C0815&family=Exempla")]
    [InlineData("Patient?_lastUpdated=ge2024-02-29T08:15:00+05:30", "_lastUpdated=ge2024-02-29T08:15:00%2B05:30")]
    public async Task HashAndPlus_Arrive(string text, string query)
    {
        await using var server = RawServer.Start(Page);
        IFhirPlatformClient client = WireClient.Of(server);

        await client.Search(text).FirstPageAsync();

        Assert.Equal("GET /fhir/Patient?" + query + " HTTP/1.1", server.Requests[0].Head.Split("\r\n")[0]);
    }

    private static async Task Verify<T>(RawServer server, (FhirSearch<T> Search, (string, string)[] Expected) written, bool byPost)
        where T : Resource
    {
        Assert.Equal(written.Expected, Judged(written.Search));
        await (byPost ? written.Search.ViaPost() : written.Search).FirstPageAsync();
        Assert.Equal(written.Expected, Arrived(server.Requests[^1], byPost));
    }

    private static (FhirSearch<Patient> Search, (string, string)[] Expected) Interpolated(TestPlatform client, Random random)
    {
        var query = new FhirQueryInterpolatedStringHandler(0, 0);
        var expected = new (string, string)[random.Next(1, 4)];
        for (var i = 0; i < expected.Length; i++)
        {
            var name = Names[random.Next(Names.Length)];
            query.AppendLiteral((i > 0 ? "&" : "") + name + "=");
            var value = new StringBuilder();
            for (var part = random.Next(1, 4); part > 0; part--)
            {
                var text = Text(random);
                if (random.Next(2) == 0)
                {
                    query.AppendFormatted(text);
                    value.Append(Escape(text));
                }
                else
                {
                    // A backslash at its end would escape what comes next, and a comma in it divides values.
                    text = text.Replace(',', ';') + ".";
                    query.AppendLiteral(Write(random, text));
                    value.Append(text);
                }
            }

            expected[i] = (name, value.ToString());
        }

        return (client.Patient.Search(ref query), expected);
    }

    private static (FhirSearch<Resource> Search, (string, string)[] Expected) Untyped(TestPlatform client, Random random)
    {
        var expected = new (string Name, string Value)[random.Next(1, 4)];
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] = (Names[random.Next(Names.Length)], Text(random).Replace(',', ';'));
        }

        var query = string.Join('&', expected.Select(criterion => criterion.Name + "=" + Write(random, criterion.Value)));
        return (((IFhirPlatformClient)client).Search("Patient?" + query), expected);
    }

    /// <summary>A text as a programmer may write it: some of its characters percent-encoded, those that have to be always.</summary>
    private static string Write(Random random, string text)
    {
        var written = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '&' or '%' || random.Next(4) == 0)
            {
                foreach (var b in Encoding.UTF8.GetBytes(rune.ToString()))
                {
                    written.Append('%').Append(b.ToString(random.Next(2) == 0 ? "X2" : "x2", System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            else
            {
                written.Append(rune.ToString());
            }
        }

        return written.ToString();
    }

    private static (string, string)[] Judged<T>(FhirSearch<T> search)
        where T : Resource =>
        [.. search.Request.Criteria.Criteria.Select(static criterion => (criterion.FullName, string.Join(',', criterion.Values.Select(static value => value.Escaped))))];

    /// <summary>How a server reads a request: it takes the query or the form apart, and only then decodes its names and values.</summary>
    private static (string, string)[] Arrived(RawRequest request, bool byPost)
    {
        var parts = request.Head.Split("\r\n")[0].Split(' ');
        Assert.Equal((byPost ? "POST" : "GET", "HTTP/1.1", 3), (parts[0], parts[2], parts.Length));
        var question = parts[1].IndexOf('?');
        Assert.Equal(byPost ? "/fhir/Patient/_search" : "/fhir/Patient", question < 0 ? parts[1] : parts[1][..question]);
        var query = byPost ? request.Text : parts[1][(question + 1)..];
        Assert.All(query, static c => Assert.True(char.IsAscii(c) && c is not ('#' or '+' or ' ')));
        return
        [
            .. query.Split('&').Select(static pair => (Decode(pair[..pair.IndexOf('=')]), Decode(pair[(pair.IndexOf('=') + 1)..]))),
        ];
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Escape(string text) => text.Replace(@"\", @"\\").Replace(",", @"\,").Replace("|", @"\|").Replace("$", @"\$");

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            text.Append(random.Next(20) == 0 ? "😀" : Nasty[random.Next(Nasty.Length)].ToString());
        }

        return string.IsNullOrWhiteSpace(text.ToString()) ? "x" : text.ToString();
    }
}
