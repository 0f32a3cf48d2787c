using System.Globalization;
using System.Text;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>An agent that loops, wanders, or was stopped.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("search", """{"platform":"hapi","type":"Observation","criteria":{"patient":"erika"}}""")]
    [InlineData("describe", """{"platform":"hapi"}""")]
    [InlineData("platforms", "{}")]
    public async Task An_agent_that_loops_is_slowed(string tool, string arguments)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, configure: static options => options.Limits.RequestsPerMinute = 5);
        await using var client = await host.ConnectAsync();
        var replies = new List<AgentReply>();
        for (var i = 0; i < 8; i++)
        {
            replies.Add(await AgentHost.CallAsync(client, tool, arguments));
        }

        Assert.Equal(5, replies.Count(static reply => !reply.IsError));
        Assert.All(replies.Skip(5), static reply => Assert.Contains("Try again in", reply.Text, StringComparison.Ordinal));
        Assert.Equal(8, (await host.AuditAsync()).Count);
    }

    [Fact]
    public async Task An_agent_that_goes_from_patient_to_patient_is_stopped()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, configure: static options => options.Limits.PatientsPerHour = 3);
        await using var client = await host.ConnectAsync();
        var refused = 0;
        for (var i = 0; i < 6; i++)
        {
            var reply = await AgentHost.CallAsync(client, "search", $$$"""{"platform":"hapi","type":"Observation","criteria":{"patient":"p{{{i.ToString(CultureInfo.InvariantCulture)}}}"}}""");
            refused += reply.IsError ? 1 : 0;
        }

        Assert.Equal(3, refused);
    }

    [Fact]
    public async Task A_stopped_agent_learns_nothing_more()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/blocks") { Content = new StringContent("""{"kind":"client","value":"agent","reason":"test"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", "Bearer " + host.Provider!.Token(host.Address, "admin", static claims => claims["roles"] = "fhir-gateway-admin"));
        using var blocked = await host.Http.SendAsync(request);
        Assert.True(blocked.IsSuccessStatusCode, await blocked.Content.ReadAsStringAsync());

        foreach (var (tool, arguments) in new[] { ("describe", """{"platform":"hapi"}"""), ("search", """{"platform":"hapi","type":"Observation","criteria":{"patient":"erika"}}""") })
        {
            var reply = await AgentHost.CallAsync(client, tool, arguments);
            Assert.True(reply.IsError);
            Assert.Contains("have stopped this", reply.Text, StringComparison.Ordinal);
        }

        Assert.Empty(sandbox.Requests);
    }

    /// <summary>Two hundred calls at once of twenty people: each gets what is his, and each call has its event.</summary>
    [Fact]
    public async Task Many_at_once_do_not_mix()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        for (var i = 0; i < 20; i++)
        {
            await sandbox.LoadAsync(AgentHost.Record(3, FormattableString.Invariant($"p{i}")));
        }

        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var patient = FormattableString.Invariant($"p{i % 20}");
            await using var client = await host.ConnectAsync(host.Token("person-" + patient, "fhir:read patient/*.rs", claims => claims["patient"] = patient));
            return (patient, Reply: await AgentHost.CallAsync(client, "search", $$$"""{"platform":"hapi","type":"Observation","criteria":{"patient":"{{{patient}}}"},"columns":["id"]}"""));
        }));

        Assert.All(replies, static one => Assert.Equal([one.patient + "-o0", one.patient + "-o1", one.patient + "-o2"], one.Reply.Json.GetProperty("rows").EnumerateArray().Select(static row => row[0].GetString()).Order()));
        var audit = (await host.AuditAsync()).Where(static entry => entry.Action == "search-type").ToList();
        Assert.Equal(200, audit.Count);
        Assert.All(audit, entry => Assert.Equal(host.Provider!.Issuer + "|person-" + entry.Patient!["Patient/".Length..], entry.Subject));
    }
}
