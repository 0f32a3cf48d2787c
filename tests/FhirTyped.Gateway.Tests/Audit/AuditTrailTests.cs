using System.Net;
using System.Text;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests;

/// <summary>Threat: audit missing or changed. Every route leaves exactly one event; what cannot be written down is not done.</summary>
public sealed class AuditTrailTests
{
    [Theory]
    [InlineData("GET", "/api/fhir/hapi/Patient/p1", 200, "read", "Patient/p1", true)]
    [InlineData("GET", "/api/fhir/hapi/Observation?patient=p1&code=secret", 200, "search-type", "Patient/p1", true)]
    [InlineData("GET", "/api/fhir/hapi/Observation?subject=Patient/p7", 200, "search-type", "Patient/p7", true)]
    [InlineData("GET", "/api/fhir/hapi/Patient/p1/$everything", 200, "operation", "Patient/p1", true)]
    [InlineData("GET", "/api/fhir/hapi/Patient?famly=x", 400, "search-type", null, false)]
    [InlineData("GET", "/api/fhir/hapi/Nonsense/x/y/z", 400, "none", null, false)]
    [InlineData("GET", "/api/fhir/hapi/metadata", 200, "capabilities", null, false)]
    [InlineData("GET", "/api/fhir/nowhere/Patient/1", 404, "none", null, false)]
    [InlineData("GET", "/api/fhir/nowhere/metadata", 404, "capabilities", null, false)]
    [InlineData("GET", "/api/fhir/hapi/_page/x", 410, "search-page", null, false)]
    [InlineData("POST", "/api/fhir/hapi/Patient", 400, "create", null, false)]
    [InlineData("OPTIONS", "/api/fhir/hapi/Patient/p1", 400, "none", null, false)]
    [InlineData("GET", "/admin/blocks", 403, "list-blocks", null, false)]
    [InlineData("GET", "/admin/audit", 403, "export-audit", null, false)]
    public async Task Every_call_leaves_one_event(string method, string path, int status, string action, string? patient, bool wasSent)
    {
        await using var server = RawServer.Start(request => Upstream.Searchset(request));
        await using var gateway = await Upstream.GatewayAsync(server);

        var answer = await gateway.SendAsync(HttpMethod.Parse(method), path, method == "POST" ? "{}" : null, headers: (RestGateway.CallerHeader, "dr-who"));

        Assert.True(status == (int)answer.Status, answer.Status + answer.Body);
        var entry = Assert.Single(await gateway.AuditAsync());
        Assert.Equal((status, action, patient, wasSent), (entry.Status, entry.Action, entry.Patient, entry.WasSent));
        Assert.Equal("dr-who", entry.Subject);
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(entry.ToJson()), StringComparison.Ordinal);
        Assert.Equal(answer["X-Request-ID"], entry.RequestId);
    }

    [Fact]
    public async Task A_batch_is_one_event_with_all_its_patients()
    {
        await using var server = RawServer.Start(_ => RawAnswer.Of("200 OK", """{"resourceType":"Bundle","type":"batch-response"}"""));
        await using var gateway = await Upstream.GatewayAsync(server, "medplum");
        const string Batch = """{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/p1"}},{"request":{"method":"GET","url":"Observation?patient=p2"}}]}""";

        var answer = await gateway.SendAsync(HttpMethod.Post, "/api/fhir/medplum/", Batch);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal("Patient/p1 Patient/p2", Assert.Single(await gateway.AuditAsync()).Patient);
    }

    [Fact]
    public async Task A_store_that_fails_stops_the_answer_and_keeps_the_event()
    {
        var store = new FailingAuditStore();
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await RestGateway.StartAsync(
            options =>
            {
                options.Platforms["hapi"] = RestGateway.Open(new Uri(server.Address, "fhir/"));
                options.Audit.QueueLength = 3;
            },
            services => services.AddSingleton<IAuditStore>(store));
        store.IsFailing = true;

        // Three places: their calls are made, and wait for their events. The fourth is not made.
        var waiting = Enumerable.Range(0, 3).Select(_ => gateway.GetAsync("/api/fhir/hapi/Patient/1")).ToList();
        await WaitUntilAsync(() => gateway.Services.GetRequiredService<AuditTrail>().Pending == 3);
        var fourth = await gateway.GetAsync("/api/fhir/hapi/Patient/1");
        store.IsFailing = false;
        var answers = await Task.WhenAll(waiting);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, fourth.Status);
        Assert.All(answers, static answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(3, (await gateway.AuditAsync()).Count);
    }

    [Fact]
    public async Task The_chain_of_two_hundred_calls_at_once_is_whole()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server, client: static options => options.Resilience.Concurrency = 8);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => gateway.GetAsync("/api/fhir/hapi/Patient/1")));

        var result = await AuditChain.VerifyAsync(gateway.Services.GetRequiredService<IAuditStore>());
        Assert.Equal((200, true), (result.Count, result.IsIntact));
        Assert.Equal(0, gateway.Services.GetRequiredService<AuditTrail>().Pending);
    }

    [Fact]
    public async Task Administrators_get_the_events_as_audit_events()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", Upstream.Patient("1")));
        await using var gateway = await Upstream.GatewayAsync(server);
        await gateway.GetAsync("/api/fhir/hapi/Patient/p1", (RestGateway.CallerHeader, "dr-who"));
        await gateway.GetAsync("/api/fhir/hapi/Patient?famly=p1", (RestGateway.CallerHeader, "dr-who"));

        var export = await gateway.GetAsync("/admin/audit", (RestGateway.CallerHeader, "admin"));
        var events = export.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => FhirTyped.R4.FhirJson.Read(Encoding.UTF8.GetBytes(line), FhirTyped.R4.FhirJsonOptions.Strict)).ToList();

        Assert.Equal(HttpStatusCode.OK, export.Status);
        Assert.Equal(3, events.Count);
        Assert.Contains("export-audit", export.Body.Split('\n')[2], StringComparison.Ordinal);
        Assert.All(events, static one => Assert.Equal("AuditEvent", one.TypeName));
        Assert.Contains("Patient/p1", export.Body.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/admin/audit/verification", (RestGateway.CallerHeader, "admin"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.GetAsync("/admin/audit", (RestGateway.CallerHeader, "dr-who"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.GetAsync("/admin/audit")).Status);
    }

    [Fact]
    public async Task Outside_development_the_audit_is_kept_or_the_gateway_does_not_start()
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => RestGateway.StartAsync(
            static options => options.PublicUrl = new Uri("https://gateway.example.org"),
            static services => services.Configure<GatewayKeyOptions>(static keys => keys.Keys.Add(new GatewayKeyEntry { Id = "a", Key = Convert.ToBase64String(new byte[32].Select(static (_, i) => (byte)i).ToArray()), IsPrimary = true })),
            environment: "Production"));

        Assert.Contains("audit", problem.Message, StringComparison.Ordinal);
    }

    internal static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }
}
