using FhirTyped.R4;

namespace FhirTyped.Tests.Search;

/// <summary>How many matches there are: asked for where the platform tells it, and else counted; never a number that nobody gave.</summary>
public sealed class CountTests
{
    private const string Base = "https://fhir.example.org/r4/";
    private const string Entry = """{"resource":{"resourceType":"Condition","id":"1"}}""";

    [Fact]
    public async Task DeclaredSummary_IsAskedFor_WithTheFiltersAlone()
    {
        var client = FakeServer.Client(static _ => Answer("\"total\":2007"), out var server);

        var count = await client.Condition.Search(q => q.Patient.Is("1").Sort(c => c.Patient).Count(5).Elements("code").Include(c => c.Subject)).CountAsync();

        Assert.Equal(2007, count);
        Assert.Equal(Base + "Condition?patient=1&_summary=count", Assert.Single(server.Requests).Address.AbsoluteUri);
    }

    [Fact]
    public async Task DeclaredTotalAndCount_AreAskedFor()
    {
        var client = FakeServer.Client(static _ => Answer("\"total\":3"), out var server);

        Assert.Equal(3, await client.Procedure.Search(q => q.Patient.Is("1")).CountAsync());
        Assert.Equal(Base + "Procedure?patient=1&_total=accurate&_count=0", Assert.Single(server.Requests).Address.AbsoluteUri);
    }

    [Fact]
    public async Task EverythingOfAType_IsCounted_ByPostAsWell()
    {
        var client = FakeServer.Client(static _ => Answer("\"total\":3"), out var server);

        Assert.Equal(3, await client.Condition.Search(q => q.All()).CountAsync());
        Assert.Equal(3, await client.Condition.Search(q => q.Patient.Is("1")).ViaPost().CountAsync());
        Assert.Equal([Base + "Condition?_summary=count", Base + "Condition/_search"], server.Requests.Select(static request => request.Address.AbsoluteUri));
        Assert.Equal("patient=1&_summary=count", server.Requests[1].Body);
    }

    [Fact]
    public async Task SummaryThatWasAskedFor_IsNotCountedByItsEntries()
    {
        // https://hl7.org/fhir/R4/search.html#summary: a summary of the count has no entries.
        var client = FakeServer.Client(static _ => FakeServer.Json("""{"resourceType":"Bundle","type":"searchset","total":2007}"""), out var server);
        var search = client.Patient.Search(q => q.Family.StartsWith("x").Summary(SummaryMode.Count));

        Assert.Equal(2007, await search.CountAsync());
        Assert.Single(server.Requests);
        await Assert.ThrowsAsync<InvalidOperationException>(() => search.ToListAsync(10));
        await Assert.ThrowsAsync<InvalidOperationException>(() => search.FirstOrDefaultAsync());
        Assert.Equal(2007, (await search.FirstPageAsync()).Total);
    }

    [Theory]
    [InlineData("Condition?patient=1", "Condition?patient=1&_summary=count", "Condition?patient=1")]
    [InlineData("Condition?patient=1&_summary=count", "Condition?patient=1&_summary=count", "Condition?patient=1")]
    [InlineData("Patient?family=x&_count=0", "Patient?family=x", null)]
    public async Task AnswerWithoutATotal_IsCountedByItsPages(string search, string first, string? second)
    {
        var type = search[..search.IndexOf('?', StringComparison.Ordinal)];
        IFhirPlatformClient client = FakeServer.Client(
            request => request.RequestUri!.Query.Contains("_summary", StringComparison.Ordinal)
                ? Answer("\"timestamp\":\"2026-11-29T00:00:00Z\"")
                : Answer($$$"""
                    "entry":[{"resource":{"resourceType":"{{{type}}}","id":"1"}},{"resource":{"resourceType":"{{{type}}}","id":"2"}}]
                    """),
            out var server);

        Assert.Equal(2, await client.Search(search).CountAsync());
        Assert.Equal(new[] { first, second }.OfType<string>(), server.Requests.Select(static request => request.Address.AbsoluteUri[Base.Length..]));
    }

    [Theory]
    [InlineData("\"total\":-1")]
    [InlineData("\"total\":\"7\"")]
    [InlineData("\"total\":1,\"total\":2")]
    [InlineData("\"total\":1.5")]
    [InlineData("\"total\":99999999999")]
    public async Task TotalThatIsNoNumberOfMatches_Throws(string total)
    {
        var client = FakeServer.Client(_ => Answer(total), out var server);

        await Assert.ThrowsAsync<FhirSearchException>(() => client.Condition.Search(q => q.Patient.Is("1")).CountAsync());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task EntriesThatCameAllTheSame_AreNotCounted()
    {
        var client = FakeServer.Client(static _ => Answer("\"total\":2007,\"entry\":[" + Entry + "]"), out _);

        Assert.Equal(2007, await client.Condition.Search(q => q.Patient.Is("1")).CountAsync());
    }

    [Fact]
    public async Task LocalFilter_CountsWhatPasses()
    {
        var client = FakeServer.Client(static _ => Answer("\"total\":2007,\"entry\":[" + Entry + "]"), out var server);

        Assert.Equal(0, await client.Condition.Search(q => q.Patient.Is("1")).FilterLocally(c => c.Code.Is("http://snomed.info/sct", "1")).CountAsync());
        Assert.Equal(Base + "Condition?patient=1", Assert.Single(server.Requests).Address.AbsoluteUri);
    }

    [Fact]
    public async Task FilterThatTheServerLeftOut_IsNoticedByACountAsWell()
    {
        var client = FakeServer.Client(static _ => Answer($$"""
            "total":2007,"link":[{"relation":"self","url":"{{Base}}Condition?_summary=count"}]
            """), out _);

        await Assert.ThrowsAsync<FhirDroppedFilterException>(() => client.Condition.Search(q => q.Patient.Is("1")).CountAsync());
    }

    [Fact]
    public async Task CountWithoutAFilter_IsRefusedAsTheSearchIs()
    {
        IFhirPlatformClient client = FakeServer.Client(FakeServer.Never, out _);

        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Search("Condition").CountAsync());
    }

    private static HttpResponseMessage Answer(string members) => FakeServer.Json("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"," + members + "}");
}
