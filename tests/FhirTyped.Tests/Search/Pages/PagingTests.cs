using System.Net;

namespace FhirTyped.Tests;

public sealed class PagingTests
{
    private const string Base = "https://fhir.example.org/r4/";

    [Fact]
    public async Task Stream_OverSeveralPages_FollowsNextByteForByte()
    {
        var next = Base + "?sessionID=3%7eAb%2BC";
        var client = FakeServer.Client(
            request => request.RequestUri!.Query.Contains("sessionID")
                ? FakeServer.Page(Base, null, Patient("3"))
                : FakeServer.Page(request.RequestUri.AbsoluteUri, next, Patient("1"), Patient("2")),
            out var server);

        var ids = new List<string?>();
        await foreach (var patient in client.Patient.Search(q => q.Family.StartsWith("x")))
        {
            ids.Add(patient.Id);
        }

        Assert.Equal(["1", "2", "3"], ids);
        Assert.Equal(next, server.Requests[1].Address.OriginalString);
        Assert.All(server.Requests, static request => Assert.Equal("fhirtyped", request.Message.Headers.GetValues("X-Client").Single()));
    }

    [Theory]
    [InlineData("Patient?page=2", Base + "Patient?page=2")]
    [InlineData("?page=2", Base + "Patient?page=2")]
    [InlineData("/Patient?page=2", Base + "Patient?page=2")]
    [InlineData("/r4/Patient?page=2", Base + "Patient?page=2")]
    [InlineData("https://pages.example.net/p?t=2", "https://pages.example.net/p?t=2")]
    [InlineData("HTTPS://FHIR.example.org:443/r4/Patient?x", "https://fhir.example.org/r4/Patient?x")]
    public async Task Next_RelativeOrOnADeclaredHost_IsFollowed(string next, string expected)
    {
        var isFirst = true;
        var client = FakeServer.Client(
            request =>
            {
                var page = FakeServer.Page(request.RequestUri!.AbsoluteUri, isFirst ? next : null, Patient("1"));
                isFirst = false;
                return page;
            },
            out var server,
            o => o.AccessToken = static _ => new("token"));

        Assert.Equal(2, await client.Patient.Search(q => q.Family.StartsWith("x")).CountAsync());
        Assert.Equal(expected, server.Requests[1].Address.AbsoluteUri);

        // The token goes to the server's own origin only.
        Assert.Equal(server.Requests[1].Address.Host == "fhir.example.org", server.Requests[1].Message.Headers.Authorization is not null);
    }

    [Theory]
    [InlineData("https://evil.example.com/r4/Patient?page=2")]
    [InlineData("https://fhir.example.org.evil.com/r4/Patient?page=2")]
    [InlineData("https://fhir.example.org@evil.com/r4/Patient?page=2")]
    [InlineData("https://someone@fhir.example.org/r4/Patient?page=2")]
    [InlineData("//evil.example.com/r4/Patient?page=2")]
    [InlineData("http://fhir.example.org/r4/Patient?page=2")]
    [InlineData("http://pages.example.net/p?t=2")]
    [InlineData("https://fhir.example.org:8443/r4/Patient?page=2")]
    [InlineData("https://fhir.example.org/r5/Patient?page=2")]
    [InlineData("https://fhir.example.org/r45/Patient?page=2")]
    [InlineData("https://fhir.example.org/R4/Patient?page=2")]
    [InlineData("https://fhir.example.org/?page=2")]
    [InlineData("https://fhir.example.org?page=2")]
    [InlineData("https://fhir.example.org/r4/../r5/Patient?page=2")]
    [InlineData("https://fhir.example.org/r4/%2e%2E/r5/Patient?page=2")]
    [InlineData("https://fhir.example.org/r4/..%2fr5/Patient?page=2")]
    [InlineData("https://fhir.example.org/r4/..;x/r5/Patient?page=2")]
    [InlineData("https://fhir.example.org/r4/Patient/../../r5/Patient?page=2")]
    [InlineData("https://fhir.example.org/r4//../../r5/Patient?page=2")]
    [InlineData("../../r5/Patient?page=2")]
    [InlineData("/r5/Patient?page=2")]
    [InlineData("/PatientX?page=2")]
    [InlineData("//fhir.example.org/r5/Patient?page=2")]
    [InlineData(" https://fhir.example.org/r4/Patient?page=2")]
    [InlineData("https://fhir.example.org/r4/Patient?page=2\\u000d\\u000aX-Evil:%201")]
    [InlineData("https:/fhir.example.org/r4/Patient?page=2")]
    [InlineData("https:Patient?page=2")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    public async Task Next_ToAnotherPlace_IsNeverFollowed(string next)
    {
        var client = FakeServer.Client(
            request => FakeServer.Page(request.RequestUri!.AbsoluteUri, next, Patient("1")), out var server);

        await Assert.ThrowsAnyAsync<FhirException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).CountAsync());
        Assert.All(server.Requests, static request => Assert.Equal("https://fhir.example.org", request.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Next_InACircle_Throws()
    {
        var client = FakeServer.Client(request => FakeServer.Page(request.RequestUri!.AbsoluteUri, Base + "?page=2", Patient("1")), out var server);
        await Assert.ThrowsAsync<FhirSearchException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).CountAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task TooManyPages_Throw()
    {
        var page = 0;
        var client = FakeServer.Client(
            request => FakeServer.Page(request.RequestUri!.AbsoluteUri, Base + "?page=" + ++page, Patient("1")), out var server, o => o.MaximumPages = 3);
        await Assert.ThrowsAsync<FhirSearchException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).CountAsync());
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task ALaterPageThatFails_Throws()
    {
        var client = FakeServer.Client(
            request => request.RequestUri!.Query.Contains("page=2")
                ? FakeServer.Json("{}", HttpStatusCode.InternalServerError)
                : FakeServer.Page(request.RequestUri.AbsoluteUri, Base + "?page=2", Patient("1")),
            out _);
        await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).CountAsync());
    }

    [Fact]
    public async Task Entries_AreKeptApartByMode()
    {
        var client = FakeServer.Client(
            static request => FakeServer.Json(
                $$$"""
                {"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"self","url":"{{{request.RequestUri!.AbsoluteUri}}}"}],
                 "entry":[
                  {"resource":{"resourceType":"Patient","id":"1"},"search":{"mode":"match"}},
                  {"resource":{"resourceType":"Patient","id":"2"},"search":{"mode":"include"}},
                  {"resource":{"resourceType":"Practitioner","id":"3"},"search":{"mode":"include"}},
                  {"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"suppressed"}]},"search":{"mode":"outcome"}},
                  {"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"suppressed"}]}}]}
                """),
            out _);
        var page = await client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync();
        Assert.Equal("1", Assert.Single(page.Matches).Id);
        Assert.Equal("3", Assert.Single(page.Included<R4.Practitioner>()).Id);
        Assert.Equal(2, page.AllIncluded.Count);
        Assert.Equal(2, page.Outcomes.Count);
        Assert.Equal(1, page.Total);
        Assert.Equal(SearchReceiptStatus.Verified, page.Receipt.Status);
    }

    [Fact]
    public async Task ToList_OfMoreThanTheMaximum_ThrowsInsteadOfCutting()
    {
        var client = FakeServer.Client(static request => FakeServer.Page(request.RequestUri!.AbsoluteUri, null, Patient("1"), Patient("2")), out _);
        await Assert.ThrowsAsync<FhirSearchException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(1));
        Assert.Equal(2, (await client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(2)).Count);
        Assert.Equal("1", (await client.Patient.Search(q => q.Family.StartsWith("x")).FirstOrDefaultAsync())!.Id);
    }

    [Fact]
    public async Task LongSearches_AndThoseViaPost_GoByPost()
    {
        var client = FakeServer.Client(static _ => FakeServer.Page(Base + "Patient/_search", null), out var server);
        await client.Patient.Search(q => q.Family.StartsWith(new string('x', 3000))).CountAsync();
        await client.Patient.Search(q => q.Family.StartsWith("y")).ViaPost().CountAsync();
        Assert.All(server.Requests, static request =>
        {
            Assert.Equal(HttpMethod.Post, request.Method);
            Assert.Equal(Base + "Patient/_search", request.Address.AbsoluteUri);
            Assert.Equal("application/x-www-form-urlencoded", request.Message.Content!.Headers.ContentType!.MediaType);
        });
        Assert.Equal("family=y", server.Requests[1].Body);
    }

    [Fact]
    public async Task Cancellation_StopsBetweenPages()
    {
        var page = 0;
        using var source = new CancellationTokenSource();
        var client = FakeServer.Client(
            request => FakeServer.Page(request.RequestUri!.AbsoluteUri, Base + "?page=" + ++page, Patient("1")), out _);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var patient in client.Patient.Search(q => q.Family.StartsWith("x")).WithCancellation(source.Token))
            {
                await source.CancelAsync();
            }
        });
        Assert.Equal(1, page);
    }

    private static string Patient(string id) => $$"""{"resourceType":"Patient","id":"{{id}}"}""";
}
