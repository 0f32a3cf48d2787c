using FhirTyped.Platforms;
using FhirTyped.TestKit;
using Hl7.Fhir.Rest;

namespace FhirTyped.Firely.Tests.Clients;

/// <summary>What arrives at a server is the same, whichever client asked: read byte by byte, and compared as names and values in their order.</summary>
public sealed class WireTests
{
    private const string Nothing = """{"resourceType":"Bundle","type":"searchset","total":0}""";

    [Fact]
    public async Task TwoHundredRandomQueries_ArriveTheSame_ThroughEveryClient()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Nothing));
        var hapi = FhirPlatform.Create<Hapi>(options => options.BaseUrl = server.Address);
        using var client = FirelyClient.Create<Hapi>(options => options.BaseUrl = server.Address);
        using var unguarded = new FhirClient(server.Address, new FhirClientSettings { PreferredFormat = ResourceFormat.Json });
        for (var seed = 0; seed < 200; seed++)
        {
            if (seed % 2 == 0)
            {
                var build = RandomQueries.OfPatient(seed);
                await hapi.Patient.Search(build).FirstPageAsync();
                await client.SearchAsync<Hl7.Fhir.Model.Patient>(hapi.Patient.ToSearchParams(build));
                await unguarded.SearchAsync(hapi.Patient.Search(build));
                await client.SearchAsync(hapi.Patient.Search(build).ViaPost());
            }
            else
            {
                var build = RandomQueries.OfObservation(seed);
                await hapi.Observation.Search(build).FirstPageAsync();
                await client.SearchAsync<Hl7.Fhir.Model.Observation>(hapi.Observation.ToSearchParams(build));
                await unguarded.SearchAsync(hapi.Observation.Search(build));
                await client.SearchAsync(hapi.Observation.Search(build).ViaPost());
            }

            var arrived = server.Requests.TakeLast(4).Select(Read).ToArray();
            Assert.NotEmpty(arrived[0].Criteria);
            Assert.All(arrived[1..3], one => Assert.Equal((arrived[0].Method, arrived[0].Path), (one.Method, one.Path)));
            Assert.Equal(("POST", arrived[0].Path + "/_search"), (arrived[3].Method, arrived[3].Path));
            Assert.All(arrived[1..], one => Assert.Equal(arrived[0].Criteria, one.Criteria));
        }

        Assert.Equal(800, server.Requests.Count);
    }

    [Theory]
    [InlineData("a,b", @"a\,b")]
    [InlineData("a$b", @"a\$b")]
    [InlineData("a|b", @"a\|b")]
    [InlineData(@"a\b", @"a\\b")]
    [InlineData(@"a\,b", @"a\\\,b")]
    [InlineData("a&b=c", "a&b=c")]
    [InlineData("a+b c", "a+b c")]
    [InlineData("100%", "100%")]
    [InlineData("%2C%00", "%2C%00")]
    [InlineData("é漢😀", "é漢😀")]
    public async Task HostileValue_ArrivesAsOneValue(string value, string escaped)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Nothing));
        var hapi = FhirPlatform.Create<Hapi>(options => options.BaseUrl = server.Address);
        using var client = FirelyClient.Create<Hapi>(options => options.BaseUrl = server.Address);
        await client.SearchAsync<Hl7.Fhir.Model.Patient>(hapi.Patient.ToSearchParams(q => q.Family.StartsWith(value).Identifier.Is("urn:s", value)));
        await client.SearchUsingPostAsync<Hl7.Fhir.Model.Patient>(hapi.Patient.ToSearchParams(q => q.Family.StartsWith(value).Identifier.Is("urn:s", value)));

        Assert.All(server.Requests, request => Assert.Equal([("family", escaped), ("identifier", "urn:s|" + escaped)], Read(request).Criteria));
    }

    // As a server reads them: percent-decoded, in a form with + for a space.
    private static (string Method, string Path, (string Name, string Value)[] Criteria) Read(RawRequest request)
    {
        var target = request.Target.Split('?', 2);
        var isForm = request.Method == "POST";
        var criteria = (isForm ? request.Text : target[1]).Split('&').Select(criterion => criterion.Split('=', 2)).Select(pair => (Decode(pair[0]), Decode(pair[1])));
        return (request.Method, target[0], criteria.ToArray());

        string Decode(string text) => Uri.UnescapeDataString(isForm ? text.Replace('+', ' ') : text);
    }
}
