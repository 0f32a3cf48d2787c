namespace FhirTyped.Tests;

public sealed class StrictHandlingTests
{
    private const string Next = "https://fhir.example.org/r4/page2";

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Search_WhereThePlatformTakesIt_IsStrictUnlessSwitchedOff(bool? option, bool expected)
    {
        var client = FakeServer.Client(Answer, out var server, options => options.StrictHandling = option);
        await client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(1);
        await client.Patient.Search(q => q.Family.StartsWith("x")).ViaPost().FirstPageAsync();

        Assert.Equal([expected, false, expected], server.Requests.Select(static request => IsStrict(request.Message)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Search_WhereNothingIsKnown_IsStrictOnRequestOnly(bool? option, bool expected)
    {
        var client = FakeServer.Client(Answer, out var server, options => options.StrictHandling = option);
        await client.ValueSet.Search(q => q.Url.Is("http://example.org")).FirstPageAsync();

        Assert.Equal(expected, IsStrict(Assert.Single(server.Requests).Message));
    }

    [Fact]
    public async Task HistoriesAndReads_AreNoSearches()
    {
        var client = FakeServer.Client(
            static request => request.RequestUri!.AbsolutePath.EndsWith("/_history", StringComparison.Ordinal)
                ? FakeServer.Json("""{"resourceType":"Bundle","type":"history"}""")
                : FakeServer.Json("""{"resourceType":"Patient","id":"1"}"""),
            out var server,
            static options => options.StrictHandling = true);
        await client.Patient.History("1").FirstPageAsync();
        await client.Patient.ReadAsync("1");

        Assert.All(server.Requests, static request => Assert.False(IsStrict(request.Message)));
    }

    private static bool IsStrict(HttpRequestMessage message) =>
        message.Headers.TryGetValues("Prefer", out var preferences) && preferences.Contains("handling=strict");

    private static HttpResponseMessage Answer(HttpRequestMessage request) =>
        FakeServer.Page(request.RequestUri!.AbsoluteUri, request.Method == HttpMethod.Get && request.RequestUri.AbsoluteUri != Next ? Next : null);
}
