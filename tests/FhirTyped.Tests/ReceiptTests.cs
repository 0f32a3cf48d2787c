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
}
