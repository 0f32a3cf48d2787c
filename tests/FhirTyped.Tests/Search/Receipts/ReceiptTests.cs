namespace FhirTyped.Tests;

public sealed class ReceiptTests
{
    private const string Base = "https://fhir.example.org/r4/Patient";
    private const string Secret = """{"resourceType":"Patient","id":"somebody-else"}""";

    [Fact]
    public async Task DroppedFilter_ThrowsBeforeAnyResultIsGiven()
    {
        var client = FakeServer.Client(static _ => FakeServer.Page(Base + "?active=true", null, Secret), out _);
        var results = 0;
        var exception = await Assert.ThrowsAsync<FhirDroppedFilterException>(async () =>
        {
            await foreach (var patient in client.Patient.Search(q => q.Active.Is(true).Family.StartsWith("Meier")))
            {
                results++;
            }
        });
        Assert.Equal(0, results);
        Assert.Equal(["family"], exception.Receipt.Dropped);
        Assert.DoesNotContain("Meier", exception.Message);
    }

    [Fact]
    public async Task DroppedFilter_IsInTheReceiptWhereItIsAllowed()
    {
        var client = FakeServer.Client(
            static _ => FakeServer.Page(Base + "?active=true", null, Secret), out _, o => o.DroppedFilters = DroppedFilterHandling.Allow);
        var page = await client.Patient.Search(q => q.Active.Is(true).Family.StartsWith("x")).FirstPageAsync();
        Assert.Equal(SearchReceiptStatus.Dropped, page.Receipt.Status);
        Assert.Single(page.Matches);
    }

    [Theory]
    [InlineData(Base + "?family=x&active=true", SearchReceiptStatus.Verified)]
    [InlineData(Base + "?active=true&family=x&_format=json&_count=50", SearchReceiptStatus.Verified)]
    [InlineData("Patient?family=X&active=true", SearchReceiptStatus.Verified)]
    [InlineData(Base + "/_search", SearchReceiptStatus.Unverifiable)]
    [InlineData("https://fhir.example.org/r4/searches/7", SearchReceiptStatus.Unverifiable)]
    public async Task Receipt_ToleratesOrderAndNormalisation(string self, SearchReceiptStatus expected)
    {
        var client = FakeServer.Client(_ => FakeServer.Page(self, null), out _);
        var page = await client.Patient.Search(q => q.Active.Is(true).Family.StartsWith("x").Count(5)).FirstPageAsync();
        Assert.Equal(expected, page.Receipt.Status);
    }

    [Theory]
    [InlineData(Base + "?family=&active=true")]
    [InlineData(Base + "?_format=json")]
    [InlineData(Base)]
    [InlineData(Base + "/?")]
    public async Task Receipt_EmptyValuesCountAsDropped(string self)
    {
        var client = FakeServer.Client(_ => FakeServer.Page(self, null), out _);
        await Assert.ThrowsAsync<FhirDroppedFilterException>(
            () => client.Patient.Search(q => q.Active.Is(true).Family.StartsWith("x")).FirstPageAsync());
    }

    [Fact]
    public async Task FurtherPage_ThatSaysSomethingElse_ThrowsBeforeItIsGiven()
    {
        var client = Pages(Base + "?family=x", Base + "?family=y&page=2", out _);
        var ids = new List<string?>();
        var exception = await Assert.ThrowsAsync<FhirDroppedFilterException>(async () =>
        {
            await foreach (var patient in client.Patient.Search(q => q.Family.StartsWith("x")))
            {
                ids.Add(patient.Id);
            }
        });
        Assert.Equal(["first"], ids);
        Assert.Equal(["family"], exception.Receipt.Dropped);
    }

    [Theory]
    [InlineData(Base + "?family=x", Base + "?page=2", SearchReceiptStatus.Verified)]
    [InlineData(Base + "?family=x", Base + "?family=x&page=2", SearchReceiptStatus.Verified)]
    [InlineData(Base + "?family=x", Base + "?_count=20&_offset=20", SearchReceiptStatus.Verified)]
    [InlineData(Base + "?family=x", Base, SearchReceiptStatus.Verified)]
    [InlineData(Base + "?family=x", Base + "?family=x&_lastUpdated=lt2025-01-01", SearchReceiptStatus.Verified)]
    [InlineData(Base + "?sessionID=1", Base + "?sessionID=2", SearchReceiptStatus.Unverifiable)]
    [InlineData(Base + "?sessionID=1", Base + "?family=x&page=2", SearchReceiptStatus.Verified)]
    [InlineData(Base + "?family=x", "https://fhir.example.org/r4/Observation?page=2", SearchReceiptStatus.Dropped)]
    [InlineData(Base + "?family=y", Base + "?family=x", SearchReceiptStatus.Dropped)]
    public async Task FurtherPage_IsComparedWhereItsLinkHoldsFilters(string first, string second, SearchReceiptStatus expected)
    {
        var client = Pages(first, second, out var server, static o => o.DroppedFilters = DroppedFilterHandling.Allow);
        SearchReceipt? last = null;
        await foreach (var page in client.Patient.Search(q => q.Family.StartsWith("x")).Pages())
        {
            last = page.Receipt;
        }

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(expected, last?.Status);
    }

    [Theory]
    [InlineData(Base + "?family=x", Base + "?active=true", SearchReceiptStatus.Dropped)]
    [InlineData(Base + "?active=true", Base + "?family=x", SearchReceiptStatus.Dropped)]
    [InlineData(Base + "?sessionID=1", Base + "?family=x", SearchReceiptStatus.Verified)]
    [InlineData(Base + "/_search", Base + "?_getpages=1", SearchReceiptStatus.Unverifiable)]
    public async Task SeveralSelfLinks_AnyThatContradictsCounts(string first, string second, SearchReceiptStatus expected)
    {
        var body = $$"""
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"{{first}}"},{"relation":"self","url":"{{second}}"}]}
            """;
        var client = FakeServer.Client(_ => FakeServer.Json(body), out _, static o => o.DroppedFilters = DroppedFilterHandling.Allow);
        var page = await client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync();
        Assert.Equal(expected, page.Receipt.Status);
    }

    [Fact]
    public async Task FilterOfTheServersOwn_IsToldByItsName()
    {
        var client = FakeServer.Client(static _ => FakeServer.Page(Base + "?family=x&active=true", null, Secret), out _);
        var exception = await Assert.ThrowsAsync<FhirDroppedFilterException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync());
        Assert.Equal(["active"], exception.Receipt.Added);
        Assert.Empty(exception.Receipt.Dropped);
        Assert.Contains("Added: active.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("true", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesOfTheServersOwn_AreNotRepeated()
    {
        var client = FakeServer.Client(static _ => FakeServer.Page(Base + "?Meier=1&active:Meier.Meier=true", null, Secret), out _);
        var exception = await Assert.ThrowsAsync<FhirDroppedFilterException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync());
        Assert.Equal(["active"], exception.Receipt.Added);
        Assert.DoesNotContain("Meier", exception.ToString(), StringComparison.Ordinal);
    }

    private static TestPlatform Pages(string first, string second, out FakeServer server, Action<FhirPlatformOptions>? configure = null) =>
        FakeServer.Client(
            request => request.RequestUri!.Query.Contains("after", StringComparison.Ordinal)
                ? FakeServer.Page(second, null, """{"resourceType":"Patient","id":"second"}""")
                : FakeServer.Page(first, Base + "?after=1", """{"resourceType":"Patient","id":"first"}"""),
            out server, configure);
}
