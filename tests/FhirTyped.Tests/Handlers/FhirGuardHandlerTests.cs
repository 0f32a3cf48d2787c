using System.Net;
using System.Text;
using FhirTyped.R4;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Tests.Handlers;

/// <summary>An HTTP client of somebody else's, guarded.</summary>
public sealed class FhirGuardHandlerTests
{
    private const string Base = "https://fhir.example.org/r4/";
    private const string Smith = """{"resourceType":"Patient","id":"1"}""";

    [Theory]
    [InlineData("GET", "Patient?famly=Smith")]
    [InlineData("GET", "Observation?patient=1")]
    [InlineData("GET", "Device/1")]
    [InlineData("DELETE", "Binary/1")]
    [InlineData("PUT", "Encounter/1")]
    [InlineData("GET", "Patient/1/../../admin/x")]
    [InlineData("GET", "../r5/Patient/1")]
    [InlineData("GET", "https://elsewhere.example.org/r4/Patient/1")]
    [InlineData("GET", "http://fhir.example.org/r4/Patient/1")]
    [InlineData("GET", "https://fhir.example.org:8443/r4/Patient/1")]
    [InlineData("GET", "https://fhir.example.org/r4x/Patient/1")]
    public async Task WhatIsNotSupported_OrLeadsElsewhere_IsNotSent(string method, string address)
    {
        using var http = Client(FakeServer.Never, out var server);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(new Uri(Base), address));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => http.SendAsync(request));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task WhatIsSupported_IsSentAsItIs_AndItsAnswerIsHandedOn()
    {
        using var http = Client(static _ => FakeServer.Json(Smith), out var server);
        Assert.Equal(Smith, await http.GetStringAsync(new Uri(Base + "Patient/1")));
        using var update = new HttpRequestMessage(HttpMethod.Put, Base + "Encounter/1") { Content = new StringContent("{}", Encoding.UTF8, "application/fhir+json") };
        update.Headers.TryAddWithoutValidation("If-Match", "W/\"1\"");
        using var answer = await http.SendAsync(update);
        Assert.Equal(["GET", "PUT"], server.Requests.Select(static request => request.Method.Method));
    }

    [Fact]
    public async Task ASearch_GivesItsPage_ToTheByte()
    {
        var page = "{ \"resourceType\":\"Bundle\", \"type\":\"searchset\", \"link\":[{\"relation\":\"self\",\"url\":\"" + Base + "Patient?family=Smith\"}], \"entry\":[] }";
        using var http = Client(_ => FakeServer.Json(page), out _);
        using var response = await http.GetAsync(new Uri(Base + "Patient?family=Smith"));
        Assert.Equal(page, await response.Content.ReadAsStringAsync());
        Assert.Equal("application/fhir+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task ASearch_ByPost_IsJudgedAndChecked()
    {
        using var http = Client(static _ => FakeServer.Page(Base + "Patient?family=Jones", null, Smith), out var server);
        await Assert.ThrowsAsync<FhirDroppedFilterException>(() => http.PostAsync(new Uri(Base + "Patient/_search"), Form("family=Smith")));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => http.PostAsync(new Uri(Base + "Patient/_search"), Form("famly=Smith")));
        Assert.Equal("family=Smith", Assert.Single(server.Requests).Body);
    }

    [Theory]
    [InlineData("Patient")]
    [InlineData("Patient?family=Jones")]
    [InlineData("Observation?family=Smith")]
    public async Task ADroppedFilter_IsNotHandedOut(string self)
    {
        using var http = Client(_ => FakeServer.Page(Base + self, null, Smith), out _);
        await Assert.ThrowsAsync<FhirDroppedFilterException>(() => http.GetAsync(new Uri(Base + "Patient?family=Smith")));
    }

    [Fact]
    public async Task AnotherPatient_IsNotHandedOut()
    {
        using var http = Client(
            static _ => FakeServer.Page(Base + "Condition?patient=1", null, """{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/2"}}"""), out _);
        await Assert.ThrowsAsync<FhirContentMismatchException>(() => http.GetAsync(new Uri(Base + "Condition?patient=1")));
    }

    [Fact]
    public async Task FurtherPages_AreKnown_AndChecked()
    {
        using var http = Client(
            static request => request.RequestUri!.Query.Contains("token=2", StringComparison.Ordinal)
                ? FakeServer.Page(Base + "Patient?family=Jones&token=2", null, Smith)
                : FakeServer.Page(Base + "Patient?family=Smith", Base + "Patient?token=2&famly=x", Smith),
            out var server);

        // Nobody gave this address yet.
        await Assert.ThrowsAsync<FhirCapabilityException>(() => http.GetAsync(new Uri(Base + "Patient?token=2&famly=x")));
        using var first = await http.GetAsync(new Uri(Base + "Patient?family=Smith"));
        await Assert.ThrowsAsync<FhirDroppedFilterException>(() => http.GetAsync(new Uri(Base + "Patient?token=2&famly=x")));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ALink_ToAForeignHost_StaysUnknown()
    {
        using var http = Client(static _ => FakeServer.Page(Base + "Patient?family=Smith", "https://evil.example.org/r4/Patient?page=2", Smith), out var server);
        using var first = await http.GetAsync(new Uri(Base + "Patient?family=Smith"));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => http.GetAsync(new Uri("https://evil.example.org/r4/Patient?page=2")));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task APagingHost_OfThePlatform_IsFollowed()
    {
        using var http = Client(
            static request => request.RequestUri!.Host == "pages.example.net"
                ? FakeServer.Page("https://pages.example.net/x?page=2", null, Smith)
                : FakeServer.Page(Base + "Patient?family=Smith", "https://pages.example.net/x?page=2", Smith),
            out var server);
        using var first = await http.GetAsync(new Uri(Base + "Patient?family=Smith"));
        using var second = await http.GetAsync(new Uri("https://pages.example.net/x?page=2"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Pages_AreSharedByTheHandlersOfAServer_AndBounded()
    {
        var pages = new KnownPages();
        var exchange = FakeServer.Client(FakeServer.Never, out _).Exchange;
        var search = new SearchRequest(exchange, "Patient", "Patient", "family=Smith", static _ => { });
        for (var i = 0; i < KnownPages.Limit + 100; i++)
        {
            pages.Add(new(search, exchange.BaseUrl, Base + "Patient?page=" + i, 1, null));
            pages.Add(new(search, exchange.BaseUrl, "https://evil.example.org/" + i, 1, null));
        }

        Assert.Equal(KnownPages.Limit, pages.Count);
        Assert.Null(pages.Find(new Uri(Base + "Patient?page=99")));
        Assert.NotNull(pages.Find(new Uri(Base + "Patient?page=100")));

        var services = new ServiceCollection();
        services.AddHttpClient("mine").AddFhirGuard<TestPlatform>().ConfigurePrimaryHttpMessageHandler(
            static () => new FakeServer(static _ => FakeServer.Page(Base + "Patient?family=Smith", Base + "Patient?pageToken=2", Smith)));
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        using var first = await factory.CreateClient("mine").GetAsync(new Uri(Base + "Patient?family=Smith"));
        using var second = await factory.CreateClient("mine").GetAsync(new Uri(Base + "Patient?pageToken=2"));
        Assert.True(second.IsSuccessStatusCode);
        await Assert.ThrowsAsync<FhirCapabilityException>(() => factory.CreateClient("mine").GetAsync(new Uri(Base + "Patient?pageToken=3")));
    }

    [Fact]
    public async Task ABatch_IsJudgedEntryByEntry_AndSentAsItIs()
    {
        var handler = new FhirGuardHandler(WritingPlatform.Descriptor, new FhirPlatformOptions()) { InnerHandler = new FakeServer(static _ => FakeServer.Json("{}")) };
        using var http = new HttpClient(handler);
        var good = """{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/1"}}]}""";
        using var answer = await http.PostAsync(new Uri("https://writing.example.org/r4"), Body(good));
        Assert.Equal(good, Assert.Single(((FakeServer)handler.InnerHandler).Requests).Body);
        await Assert.ThrowsAsync<FhirCapabilityException>(() => http.PostAsync(
            new Uri("https://writing.example.org/r4/"), Body(good.Replace("Patient/1", "Patient?famly=x", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task ARefusal_PassesUntouched_AndAPageThatIsNoneThrows()
    {
        var status = HttpStatusCode.ServiceUnavailable;
        using var http = Client(_ => FakeServer.Json("""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient"}]}""", status), out _);
        using var refused = await http.GetAsync(new Uri(Base + "Patient?family=Smith"));
        Assert.Equal(status, refused.StatusCode);
        status = HttpStatusCode.OK;
        await Assert.ThrowsAsync<FhirSearchException>(() => http.GetAsync(new Uri(Base + "Patient?family=Smith")));
    }

    [Fact]
    public async Task ARedirect_IsSeen()
    {
        using var http = Client(
            static request =>
            {
                var response = FakeServer.Json(Smith);
                response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.example.org/r4/Patient/1");
                return response;
            },
            out _);
        await Assert.ThrowsAsync<FhirProtocolException>(() => http.GetAsync(new Uri(Base + "Patient/1")));
    }

    private static HttpClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer, out FakeServer server)
    {
        server = new FakeServer(answer);
        return new HttpClient(new FhirGuardHandler(TestPlatform.Descriptor, new FhirPlatformOptions()) { InnerHandler = server });
    }

    private static StringContent Form(string text) => new(text, Encoding.UTF8, "application/x-www-form-urlencoded");

    private static StringContent Body(string text) => new(text, Encoding.UTF8, "application/fhir+json");
}
