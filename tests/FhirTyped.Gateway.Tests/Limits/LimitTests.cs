using System.Net;
using System.Text.Json.Nodes;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests;

/// <summary>Threat: a limit is evaded by cookies or agents. What counts is what was verified, and else the network address.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task G43_rotating_cookies_are_counted_as_one()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server, configure: static options => options.Limits.AnonymousRequestsPerMinute = 3);

        var answers = new List<RestAnswer>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await gateway.GetAsync("/api/fhir/hapi/Patient/1", ("Cookie", "fhir-gateway=made-up-" + i), ("User-Agent", "agent-" + i)));
        }

        Assert.Equal([200, 200, 200, 429, 429], answers.Select(static answer => (int)answer.Status));
        Assert.NotNull(answers[^1]["Retry-After"]);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task One_callers_requests_take_nothing_from_another()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server, configure: static options => options.Limits.RequestsPerMinute = 1);

        var first = await gateway.GetAsync("/api/fhir/hapi/Patient/1", (RestGateway.CallerHeader, "a"));
        var second = await gateway.GetAsync("/api/fhir/hapi/Patient/1", (RestGateway.CallerHeader, "a"));
        var other = await gateway.GetAsync("/api/fhir/hapi/Patient/1", (RestGateway.CallerHeader, "b"));

        Assert.Equal((200, 429, 200), ((int)first.Status, (int)second.Status, (int)other.Status));
    }

    [Fact]
    public async Task Who_asks_about_one_patient_after_another_is_stopped()
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server, configure: static options => options.Limits.PatientsPerHour = 2);

        var answers = new List<int>();
        foreach (var path in new[] { "Patient/p1", "Observation?patient=p1", "Observation?patient=p2", "Patient/p3", "Observation?subject=Patient/p4", "Patient/p1" })
        {
            answers.Add((int)(await gateway.GetAsync("/api/fhir/hapi/" + path, (RestGateway.CallerHeader, "agent"))).Status);
        }

        Assert.Equal([200, 200, 200, 429, 429, 200], answers);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/fhir/hapi/Patient/p3", (RestGateway.CallerHeader, "another"))).Status);
    }

    [Theory]
    [InlineData("""{"kind":"subject","value":"dr-who","reason":"test"}""", HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData("""{"kind":"platform","value":"hapi","reason":"test"}""", HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData("""{"kind":"all","reason":"test"}""", HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task What_is_stopped_is_stopped_at_once_and_goes_on_when_it_is_lifted(string order, HttpStatusCode who, HttpStatusCode other)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server);

        var set = await gateway.SendAsync(HttpMethod.Post, "/admin/blocks", order, "application/json", (RestGateway.CallerHeader, "admin"));
        var stopped = await gateway.GetAsync("/api/fhir/hapi/Patient/1", (RestGateway.CallerHeader, "dr-who"));
        var another = await gateway.GetAsync("/api/fhir/hapi/Patient/1", (RestGateway.CallerHeader, "dr-no"));
        var json = JsonNode.Parse(order)!;
        var lifted = await gateway.SendAsync(HttpMethod.Delete, $"/admin/blocks?kind={json["kind"]}&value={json["value"]}", headers: (RestGateway.CallerHeader, "admin"));
        var after = await gateway.GetAsync("/api/fhir/hapi/Patient/1", (RestGateway.CallerHeader, "dr-who"));

        Assert.Equal((HttpStatusCode.NoContent, who, other, HttpStatusCode.NoContent, HttpStatusCode.OK), (set.Status, stopped.Status, another.Status, lifted.Status, after.Status));
        Assert.DoesNotContain("test", stopped.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_node_stops_another_does_not_serve()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var a = await Upstream.GatewayAsync(server);
        await using var b = await RestGateway.StartAsync(options => options.Platforms["hapi"] = RestGateway.Open(new Uri(server.Address, "fhir/")), services =>
        {
            services.AddSingleton(a.Services.GetRequiredService<IBlockStore>());
            services.AddSingleton(a.Services.GetRequiredService<IGatewayBus>());
        });

        await a.SendAsync(HttpMethod.Post, "/admin/blocks", """{"kind":"subject","value":"dr-who"}""", "application/json", (RestGateway.CallerHeader, "admin"));
        await AuditTrailTests.WaitUntilAsync(() => b.Services.GetRequiredService<BlockList>().Find(new GatewayCaller { Subject = "dr-who" }, null) is not null);

        Assert.Equal(HttpStatusCode.Forbidden, (await b.GetAsync("/api/fhir/hapi/Patient/1", (RestGateway.CallerHeader, "dr-who"))).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kind":"all","value":"x"}""")]
    [InlineData("""{"kind":"subject"}""")]
    [InlineData("""{"kind":"nonsense","value":"x"}""")]
    [InlineData("no json")]
    public async Task A_block_that_is_none_is_refused(string order)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await Upstream.GatewayAsync(server);

        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.SendAsync(HttpMethod.Post, "/admin/blocks", order, "application/json", (RestGateway.CallerHeader, "admin"))).Status);
    }
}
