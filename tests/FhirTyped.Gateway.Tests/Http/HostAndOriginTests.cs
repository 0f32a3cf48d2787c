using System.Net;
using FhirTyped.TestKit;

namespace FhirTyped.Gateway.Tests;

/// <summary>Threat: DNS rebinding, CORS with credentials.</summary>
public sealed class HostAndOriginTests
{
    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.nip.io", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("gateway.internal", HttpStatusCode.OK)]
    public async Task Only_its_own_names_are_served(string host, HttpStatusCode expected)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server, configure: static options => options.AllowedHosts.Add("gateway.internal"));

        Assert.Equal(expected, (await gateway.GetAsync("/api/fhir/hapi/Patient/1", ("Host", host))).Status);
        Assert.Equal(expected, (await gateway.GetAsync("/api/platforms", ("Host", host))).Status);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, server.Requests.Count);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Pages_of_other_origins_get_nothing(string origin)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient/1", ("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Null(answer["Access-Control-Allow-Origin"]);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_page_of_the_gateways_own_does()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server);

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/fhir/hapi/Patient/1", ("Origin", gateway.Address.AbsoluteUri.TrimEnd('/')))).Status);
    }

    [Theory]
    [InlineData("/api/fhir/hapi/Patient/1")]
    [InlineData("/api/platforms")]
    [InlineData("/fhir/status")]
    [InlineData("/health/ready")]
    [InlineData("/nowhere")]
    public async Task G40_every_answer_is_kept_nowhere_and_shown_as_nothing_else(string path)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync(path);

        Assert.Equal("no-store", answer["Cache-Control"]);
        Assert.Equal("nosniff", answer["X-Content-Type-Options"]);
        Assert.Equal("DENY", answer["X-Frame-Options"]);
        Assert.StartsWith("default-src 'none'", answer["Content-Security-Policy"]!, StringComparison.Ordinal);
        Assert.Null(answer["Server"] is "Kestrel" ? null : answer["Server"]);
    }

    [Theory]
    [InlineData(null, "10.1.2.3", "127.0.0.1")]
    [InlineData("127.0.0.0/8", "10.1.2.3", "10.1.2.3")]
    public async Task G1_forwarded_addresses_are_believed_of_listed_proxies_alone(string? proxies, string forwarded, string expected)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server, configure: options =>
        {
            if (proxies is not null)
            {
                options.TrustedProxies.Add(proxies);
            }
        });

        await gateway.GetAsync("/api/fhir/hapi/Patient/1", ("X-Forwarded-For", forwarded));

        Assert.Equal(expected, Assert.Single(await gateway.AuditAsync()).Address);
    }

    [Fact]
    public async Task H41_status_holds_no_address_and_no_secret()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server);

        var text = (await gateway.GetAsync("/fhir/status")).Body + (await gateway.GetAsync("/api/platforms")).Body + (await gateway.GetAsync("/api/platforms/hapi")).Body;

        Assert.DoesNotContain(server.Address.Authority, text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-gateways-own-token", text, StringComparison.Ordinal);
        Assert.Contains("\"hapi\"", text, StringComparison.Ordinal);
    }
}
