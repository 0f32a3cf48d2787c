using System.Net;
using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Tests;

/// <summary>Threats from the platform's side: dropped filters, tokens to foreign hosts, pages that are none, answers that break off.</summary>
public sealed class UpstreamAnswerTests
{
    [Fact]
    public async Task Threat_a_dropped_filter_brings_everybodys_data()
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request, Upstream.Entry(Upstream.Patient("secret-patient")), self: "http://x/fhir/Patient"));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient?name=secret-name");

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Equal("incomplete", answer.Issue["code"]!.GetValue<string>());
        Assert.Contains("'name'", answer.Diagnostics, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
        Assert.Equal("Dropped", Assert.Single(await gateway.AuditAsync()).Receipt);
    }

    [Theory]
    [InlineData("http://evil.example/fhir/Patient?page=2")]
    [InlineData("http://127.0.0.1:1/fhir/Patient?page=2")]
    [InlineData("{origin}/fhirevil/Patient?page=2")]
    [InlineData("http://user@{authority}/fhir/Patient?page=2")]
    [InlineData("{origin}@evil.example/fhir/Patient?page=2")]
    [InlineData("ftp://{authority}/fhir/Patient?page=2")]
    [InlineData("file:///etc/passwd")]
    public async Task Threat_a_token_goes_to_a_foreign_host_by_a_next_link(string next)
    {
        await using var foreign = RawServer.Start(RawAnswer.Of("200 OK"));
        RawServer? server = null;
        await using var started = server = RawServer.Start(request => Upstream.Searchset(request, next: next
            .Replace("{origin}", "http://" + request.Header("Host").Single(), StringComparison.Ordinal).Replace("{authority}", request.Header("Host").Single(), StringComparison.Ordinal)));
        await using var gateway = await Upstream.GatewayAsync(server);

        var first = await gateway.GetAsync("/api/fhir/hapi/Patient?name=x");
        var link = new Uri(first.Json["link"]![1]!["url"]!.GetValue<string>());
        var second = await gateway.GetAsync(link.PathAndQuery);

        Assert.Equal(gateway.Address.Authority, link.Authority);
        Assert.Equal(HttpStatusCode.BadGateway, second.Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Threat_a_token_follows_a_redirect()
    {
        await using var foreign = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var server = RawServer.Start(RawAnswer.Of("302 Found", "", "Location: " + foreign.Address + "Patient/1"));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient/1");

        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.Empty(foreign.Requests);
        Assert.DoesNotContain(foreign.Address.Authority, string.Concat(answer.Headers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threat_the_callers_own_token_is_sent_on()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient/1", ("Authorization", "Bearer the-callers-own"), ("Cookie", "a=b"), ("X-Forwarded-For", "1.2.3.4"), (RestGateway.CallerHeader, "dr-who"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["Bearer the-gateways-own-token"], server.Requests.Single().Header("Authorization"));
        Assert.DoesNotContain("the-callers-own", server.Requests.Single().Head, StringComparison.Ordinal);
        Assert.Empty(server.Requests.Single().Header("Cookie").Concat(server.Requests.Single().Header("X-Forwarded-For")).Concat(server.Requests.Single().Header(RestGateway.CallerHeader)));
    }

    [Theory]
    [InlineData("Patient?name=x\r\nAuthorization: evil")]
    [InlineData("Patient?name=x HTTP/1.1")]
    public async Task Threat_a_second_request_is_smuggled(string target)
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes($"GET /api/fhir/hapi/{target} HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        await reader.ReadToEndAsync();

        Assert.DoesNotContain(server.Requests, static request => request.Head.Contains("evil", StringComparison.Ordinal));
        Assert.All(server.Requests, static request => Assert.Equal("/fhir/Patient?name=x", request.Target));
    }

    [Fact]
    public async Task A_page_that_is_no_fhir_is_not_passed_on()
    {
        await using var server = RawServer.Start(RawAnswer.Of("503 Service Unavailable", "<html><script>alert(1)</script>secret", "Content-Type: text/html"));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient/1");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("OperationOutcome", answer.Json["resourceType"]!.GetValue<string>());
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400 Bad Request", HttpStatusCode.BadRequest)]
    [InlineData("403 Forbidden", HttpStatusCode.Forbidden)]
    [InlineData("404 Not Found", HttpStatusCode.NotFound)]
    [InlineData("409 Conflict", HttpStatusCode.Conflict)]
    [InlineData("412 Precondition Failed", HttpStatusCode.PreconditionFailed)]
    [InlineData("422 Unprocessable Content", HttpStatusCode.UnprocessableEntity)]
    [InlineData("500 Internal Server Error", HttpStatusCode.InternalServerError)]
    public async Task G23_the_platforms_status_and_outcome_come_through(string status, HttpStatusCode expected)
    {
        const string Outcome = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"conflict","diagnostics":"of the platform 404123"}]}""";
        await using var server = RawServer.Start(RawAnswer.Of(status, Outcome));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient/404");

        Assert.Equal((expected, Outcome), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_credential_of_the_gateways_own_that_is_refused_is_not_the_callers_matter()
    {
        await using var server = RawServer.Start(RawAnswer.Of("401 Unauthorized", "", "WWW-Authenticate: Bearer realm=\"of the platform\""));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient/1");

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Null(answer["WWW-Authenticate"]);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_not_taken_for_the_whole()
    {
        await using var server = RawServer.Start(RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 100000\r\n\r\n{\"resourceType\":\"Patient\",\"id\":\"1\",\"text\":{\"div\":\"" + new string('x', 60_000)));
        await using var gateway = await Upstream.GatewayAsync(server);

        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.GetAsync("/api/fhir/hapi/Patient/1"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_bad_gateway()
    {
        var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await Upstream.GatewayAsync(server);
        await server.DisposeAsync();

        Assert.Equal(HttpStatusCode.BadGateway, (await gateway.GetAsync("/api/fhir/hapi/Patient/1")).Status);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_waited_for_no_longer_than_allowed()
    {
        await using var server = RawServer.Start(RawAnswer.Stalling("HTTP/1.1 200 OK\r\n"));
        await using var gateway = await Upstream.GatewayAsync(server, client: static options => options.RequestTimeout = TimeSpan.FromMilliseconds(200));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await gateway.GetAsync("/api/fhir/hapi/Patient/1")).Status);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000)]
    [InlineData(20_000)]
    public async Task Links_of_any_length_are_followed_to_the_byte(int length)
    {
        var tail = "?_getpages=" + new string('a', length) + "&x=%2C%3D+%20&_getpagesoffset=2";
        await using var server = RawServer.Start(request => request.Target.StartsWith("/fhir?_getpages", StringComparison.Ordinal)
            ? Upstream.Searchset(request)
            : Upstream.Searchset(request, next: "http://" + request.Header("Host").Single() + "/fhir" + tail));
        await using var gateway = await Upstream.GatewayAsync(server);

        var first = await gateway.GetAsync("/api/fhir/hapi/Patient?name=x");
        var next = first.Json["link"]![1]!["url"]!.GetValue<string>();
        var second = await gateway.GetAsync(new Uri(next).PathAndQuery);

        Assert.True(next.Length < 2_000);
        Assert.True(second.Status == HttpStatusCode.OK, second.Body);
        Assert.Equal("/fhir" + tail, server.Requests[^1].Target);
    }

    [Fact]
    public async Task A_link_is_for_the_caller_the_platform_and_the_time_that_it_was_made_for()
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request, next: "Patient?page=2"));
        await using var gateway = await Upstream.GatewayAsync(server, configure: options => options.Platforms["medplum"] = RestGateway.Open(new Uri(server.Address, "fhir/")));

        var first = await gateway.GetAsync("/api/fhir/hapi/Patient?name=x", (RestGateway.CallerHeader, "dr-who"));
        var next = new Uri(first.Json["link"]![1]!["url"]!.GetValue<string>()).PathAndQuery;

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(next, (RestGateway.CallerHeader, "dr-who"))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await gateway.GetAsync(next, (RestGateway.CallerHeader, "dr-no"))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await gateway.GetAsync(next)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await gateway.GetAsync(next.Replace("/hapi/", "/medplum/", StringComparison.Ordinal), (RestGateway.CallerHeader, "dr-who"))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await gateway.GetAsync(next[..^1] + (next[^1] == 'A' ? 'B' : 'A'), (RestGateway.CallerHeader, "dr-who"))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await gateway.GetAsync("/api/fhir/hapi/_page/s-nothing", (RestGateway.CallerHeader, "dr-who"))).Status);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Where_entries_stand_before_the_links_the_answer_is_the_same()
    {
        var entries = string.Join(',', Enumerable.Range(0, 500).Select(static i => Upstream.Entry(Upstream.Observation("o" + i, "p1"))));
        await using var server = RawServer.Start(request => RawAnswer.Of(
            "200 OK", "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + entries + "],\"link\":[{\"relation\":\"self\",\"url\":\"http://h" + request.Target + "\"},{\"relation\":\"next\",\"url\":\"Observation?page=2\"}],\"total\":900}"));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Observation?patient=p1");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal((500, 900), (answer.Json["entry"]!.AsArray().Count, answer.Json["total"]!.GetValue<int>()));
        Assert.All(answer.Json["link"]!.AsArray(), link => Assert.StartsWith(gateway.Address.AbsoluteUri, link!["url"]!.GetValue<string>(), StringComparison.Ordinal));
    }
}
