using System.Net;
using System.Text.Json.Nodes;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;
using Microsoft.AspNetCore.Builder;

namespace FhirTyped.Gateway.Tests;

/// <summary>What the explorer is told of a request while it is written.</summary>
public sealed class ExplainEndpointTests
{
    private const string Path = "/api/explorer/explain";

    [Fact]
    public async Task It_is_what_the_judge_says_and_nothing_is_sent()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await StartAsync(server);

        var said = await ExplainAsync(gateway, "epic", "Observation?patient=erika");

        var verdict = Assert.Single(RestGateway.Platform("epic").Judge.JudgeRequest("GET", "Observation?patient=erika"));
        var written = Assert.Single(said["verdicts"]!.AsArray())!;
        Assert.Equal(
            (verdict.Id, verdict.Message, verdict.Source, "unsupported", -1),
            (written["id"]!.GetValue<string>(), written["message"]!.GetValue<string>(), written["source"]!.GetValue<string>(), written["support"]!.GetValue<string>(), written["criterion"]!.GetValue<int>()));
        Assert.Equal("""[["_id"],["category"],["code"]]""", written["remedies"]!.ToJsonString());
        Assert.Equal("Observation?patient=erika&category=laboratory", said["corrected"]!.GetValue<string>());
        Assert.Empty(server.Requests);
        Assert.Empty(await gateway.AuditAsync());
    }

    [Fact]
    public async Task It_says_which_criterion_is_meant()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await StartAsync(server);

        var said = await ExplainAsync(gateway, "epic", "Patient?family=x&nam=y");

        var verdict = Assert.Single(said["verdicts"]!.AsArray())!;
        Assert.Equal((1, "nam", "name"), (verdict["criterion"]!.GetValue<int>(), verdict["parameter"]!.GetValue<string>(), verdict["suggestion"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("4711/x/y/z")]
    [InlineData("Patient?x=\r\nHost: evil")]
    [InlineData("https://evil.example/Patient")]
    public async Task What_is_no_request_has_no_code(string url)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await StartAsync(server);

        var said = await ExplainAsync(gateway, "epic", url);

        Assert.True(said["problem"]!.GetValue<string>().Length > 10);
        Assert.False(said["wouldBeSent"]!.GetValue<bool>());
        Assert.Null(said["csharp"]);
        Assert.Null(said["curl"]);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"platform\":1,\"method\":\"GET\",\"url\":\"Patient\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"platform\":\"epic\",\"method\":\"GE T\",\"url\":\"Patient\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"platform\":\"epic\",\"url\":\"Patient\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"platform\":\"nothing\",\"method\":\"GET\",\"url\":\"Patient\"}", HttpStatusCode.NotFound)]
    public async Task A_body_of_another_form_is_refused(string body, HttpStatusCode expected)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await StartAsync(server);

        var answer = await gateway.SendAsync(HttpMethod.Post, Path, body, "application/json");

        Assert.Equal(expected, answer.Status);
        Assert.True(answer.Json["message"]!.GetValue<string>().Length > 10);
    }

    [Fact]
    public async Task A_long_body_is_refused_and_a_long_request_is_explained()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await StartAsync(server);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await gateway.SendAsync(HttpMethod.Post, Path, Body("epic", "Patient?name=" + new string('x', 17_000)), "application/json")).Status);
        var many = await ExplainAsync(gateway, "epic", "Patient?" + string.Join('&', Enumerable.Range(0, 1_000).Select(static number => "p" + number + "=1")));
        Assert.InRange(many["verdicts"]!.AsArray().Count, 1_000, 1_001);
    }

    [Fact]
    public async Task Pages_of_other_origins_are_told_nothing()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        await using var gateway = await StartAsync(server);

        var answer = await gateway.SendAsync(HttpMethod.Post, Path, Body("epic", "Patient/1"), "application/json", ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task Nothing_of_what_is_written_stands_in_a_log()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        using var logs = new LogLines();
        await using var gateway = await RestGateway.StartAsync(
            options => options.Platforms["epic"] = RestGateway.Open(new Uri(server.Address, "fhir/")), logs: logs, map: static app => app.MapFhirGatewayExplorer());

        await ExplainAsync(gateway, "epic", "Patient?family=Musterfrau-7261&nam=x");
        await ExplainAsync(gateway, "epic", "Musterfrau-7261/x/y/z");

        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines, static line => line.Contains("7261", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_to_log_in_is_told()
    {
        await using var hospital = await Hospital.StartAsync();
        await using var gateway = await RestGateway.StartAsync(options => options.Platforms["epic"] = hospital.NewOptions(), map: static app => app.MapFhirGatewayExplorer());

        var said = await ExplainAsync(gateway, "epic", "Patient/p1");

        Assert.Equal((true, false), (said["needsLogin"]!.GetValue<bool>(), said["wouldBeSent"]!.GetValue<bool>()));
        Assert.StartsWith("curl -H \"Authorization: Bearer $GATEWAY_TOKEN\" ", said["curl"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_filter_was_dropped_the_answer_says_so_in_its_head()
    {
        await using var server = RawServer.Start(static request => Upstream.Searchset(request, self: "http://" + request.Header("Host").Single() + "/fhir/Patient"));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.GetAsync("/api/fhir/hapi/Patient?name=x");

        Assert.Equal((HttpStatusCode.BadGateway, "dropped"), (answer.Status, answer["FhirTyped-Receipt"]));
    }

    internal static string Body(string platform, string url, string method = "GET") => new JsonObject { ["platform"] = platform, ["method"] = method, ["url"] = url }.ToJsonString();

    internal static async Task<JsonObject> ExplainAsync(RestGateway gateway, string platform, string url, string method = "GET")
    {
        var answer = await gateway.SendAsync(HttpMethod.Post, Path, Body(platform, url, method), "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private static Task<RestGateway> StartAsync(RawServer server) => RestGateway.StartAsync(
        options => options.Platforms["epic"] = RestGateway.Open(new Uri(server.Address, "fhir/")), map: static app => app.MapFhirGatewayExplorer());
}
