using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>Nothing is written without the person, in his own browser.</summary>
public sealed partial class ChangeToolTests
{
    private const string Update = """{"platform":"hapi","method":"update","reference":"Patient/erika","version":"1","body":{"resourceType":"Patient","id":"erika","name":[{"family":"Muster\u200b","given":["Erika"]}],"birthDate":"1980-02-03","gender":"female"}}""";

    [Fact]
    public async Task A_change_is_proposed_seen_approved_and_written_once()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(0));
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token());
        var cookie = await host.LogInAsync();

        var proposed = await AgentHost.CallAsync(client, "change", """{"platform":"hapi","method":"update","reference":"Patient/erika","version":"1","body":{"resourceType":"Patient","id":"erika","name":[{"family":"Beispiel","given":["Erika"]}],"gender":"female"}}""");
        Assert.False(proposed.IsError, proposed.Text);
        Assert.Equal("waiting", proposed.Json.GetProperty("state").GetString());
        Assert.DoesNotContain(sandbox.Requests, static request => request.Method == "PUT");
        var path = new Uri(proposed.Json.GetProperty("approve_at").GetString()!).AbsolutePath;

        var page = await host.BrowseAsync(HttpMethod.Get, path, cookie);
        Assert.Contains("<th scope=\"row\">name[0].family</th><td>Muster</td><td>Beispiel</td>", page.Body, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">birthDate</th><td>1980-02-03</td><td></td>", page.Body, StringComparison.Ordinal);
        Assert.Contains("<strong>agent</strong>", page.Body, StringComparison.Ordinal);
        var decisions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.BrowseAsync(HttpMethod.Post, path, cookie, "decision=approve&token=" + TokenOf(page.Body))));

        Assert.Single(decisions, static decision => decision.Status == HttpStatusCode.OK);
        Assert.Single(sandbox.Requests, static request => request.Method == "PUT");
        var outcome = await AgentHost.CallAsync(client, "change", $$"""{"platform":"hapi","proposal":"{{proposed.Json.GetProperty("proposal").GetString()}}"}""");
        Assert.Equal("done", outcome.Json.GetProperty("state").GetString());
        Assert.Equal("Patient/erika", outcome.Json.GetProperty("reference").GetString());
        var audit = await host.AuditAsync();
        var write = Assert.Single(audit, static entry => entry.Action == "update");
        Assert.Equal((host.Provider!.Issuer + "|dr-who", "agent", "test-agent 1", "Patient/erika"), (write.Subject, write.ClientId, write.Agent, write.Patient));
        Assert.Single(audit, static entry => entry.Action == "approve");
    }

    [Fact]
    public async Task What_the_person_refuses_is_not_written_and_the_agent_is_told()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(0));
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token());
        var cookie = await host.LogInAsync();
        var proposed = await AgentHost.CallAsync(client, "change", """{"platform":"hapi","method":"delete","reference":"Patient/erika"}""");
        var path = new Uri(proposed.Json.GetProperty("approve_at").GetString()!).AbsolutePath;
        var page = await host.BrowseAsync(HttpMethod.Get, path, cookie);

        await host.BrowseAsync(HttpMethod.Post, path, cookie, "decision=refuse&token=" + TokenOf(page.Body));

        var outcome = await AgentHost.CallAsync(client, "change", $$"""{"platform":"hapi","proposal":"{{proposed.Json.GetProperty("proposal").GetString()}}"}""");
        Assert.Equal("refused", outcome.Json.GetProperty("state").GetString());
        Assert.DoesNotContain(sandbox.Requests, static request => request.Method == "DELETE");
        Assert.Equal(HttpStatusCode.Gone, (await host.BrowseAsync(HttpMethod.Post, path, cookie, "decision=approve&token=" + TokenOf(page.Body))).Status);
    }

    /// <summary>What an agent can send is not the person: no form of the protocol, no token of its own, no page of elsewhere, no other person.</summary>
    [Theory]
    [InlineData("nobody", HttpStatusCode.SeeOther)]
    [InlineData("another person", HttpStatusCode.Forbidden)]
    [InlineData("the agent's token", HttpStatusCode.SeeOther)]
    [InlineData("a page of elsewhere", HttpStatusCode.Forbidden)]
    [InlineData("no page", HttpStatusCode.BadRequest)]
    [InlineData("a page for another proposal", HttpStatusCode.BadRequest)]
    public async Task Nobody_else_approves(string who, HttpStatusCode expected)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(0));
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token());
        var cookie = await host.LogInAsync();
        var path = await ProposeAsync(client);
        var page = await host.BrowseAsync(HttpMethod.Get, path, cookie);
        var form = "decision=approve&token=" + TokenOf(who == "a page for another proposal" ? (await host.BrowseAsync(HttpMethod.Get, await ProposeAsync(client), cookie)).Body : page.Body);

        HttpStatusCode status;
        if (who == "the agent's token")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(form, null, "application/x-www-form-urlencoded") };
            request.Headers.Add("Authorization", "Bearer " + host.Token());
            request.Headers.Add("X-Requested-With", "x");
            using var response = await host.Http.SendAsync(request);
            status = response.StatusCode;
        }
        else
        {
            status = (await host.BrowseAsync(
                HttpMethod.Post, path, who switch { "nobody" => null, "another person" => await host.LogInAsync("dr-no"), _ => cookie }, who == "no page" ? "decision=approve" : form,
                who == "a page of elsewhere" ? "https://evil.example" : null)).Status;
        }

        Assert.Equal(expected, status);
        Assert.DoesNotContain(sandbox.Requests, static request => request.Method == "DELETE");
    }

    /// <summary>A program that answers every question of the protocol by itself: accepted it is, written it is not.</summary>
    [Fact]
    public async Task A_program_that_accepts_for_its_person_has_written_nothing()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(0));
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        var asked = new List<ElicitRequestParams>();
        await using var client = await host.ConnectAsync(host.Token(), elicit: request =>
        {
            asked.Add(request);
            return new ElicitResult { Action = "accept", Content = new Dictionary<string, JsonElement>() };
        });

        var reply = await AgentHost.CallAsync(client, "change", """{"platform":"hapi","method":"delete","reference":"Patient/erika"}""");

        Assert.Equal("url", Assert.Single(asked).Mode);
        Assert.Equal("waiting", reply.Json.GetProperty("state").GetString());
        Assert.DoesNotContain(sandbox.Requests, static request => request.Method == "DELETE");
    }

    [Fact]
    public async Task What_cannot_be_seen_is_shown()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(0));
        await using var host = await AgentHost.BeforeAsync(sandbox);
        await using var client = await host.ConnectAsync();
        var proposed = await AgentHost.CallAsync(client, "change", Update);

        var page = await host.BrowseAsync(HttpMethod.Get, new Uri(proposed.Json.GetProperty("approve_at").GetString()!).AbsolutePath, null);

        Assert.Contains("U+200B", HttpUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"platform":"epic","method":"delete","reference":"Patient/erika"}""", "FHT")]
    [InlineData("""{"platform":"hapi","method":"create","reference":"Patient","body":{"resourceType":"Basic","code":{"text":"x"}}}""", "of the type that 'reference' names")]
    [InlineData("""{"platform":"hapi","method":"create","reference":"Patient","body":{"resourceType":"Patient","id":"x"}}""", "without an id")]
    [InlineData("""{"platform":"hapi","method":"update","reference":"Patient/erika","body":{"resourceType":"Patient","id":"max"}}""", "the id of 'reference'")]
    [InlineData("""{"platform":"hapi","method":"create","reference":"Patient","body":{"resourceType":"Patient","birthDate":"yesterday"}}""", "not valid FHIR: Patient.birthDate")]
    [InlineData("""{"platform":"hapi","method":"create","reference":"Patient","body":{"resourceType":"Patient","nmae":[]}}""", "not valid FHIR")]
    [InlineData("""{"platform":"hapi","method":"delete","reference":"Patient"}""", "type and an id")]
    [InlineData("""{"platform":"hapi","method":"delete","reference":"Patient?name=x"}""", "type and an id")]
    [InlineData("""{"platform":"hapi","method":"patch","reference":"Patient/erika","body":{"resourceType":"Patient"}}""", "patch has 'patch'")]
    [InlineData("""{"platform":"hapi","method":"update","reference":"Patient/erika","body":{"resourceType":"Patient","id":"erika"}}""", "'version'")]
    [InlineData("""{"platform":"hapi","proposal":"nonsense"}""", "no such proposal")]
    public async Task What_cannot_be_is_not_proposed(string arguments, string expected)
    {
        await using var hapi = await FhirSandbox.StartAsync<Hapi>();
        await using var epic = await FhirSandbox.StartAsync<Epic>();
        await using var host = await AgentHost.StartAsync(options =>
        {
            options.Platforms["hapi"] = AgentHost.Open(hapi.BaseUrl);
            options.Platforms["epic"] = AgentHost.Open(epic.BaseUrl);
        });
        await using var client = await host.ConnectAsync();

        var reply = await AgentHost.CallAsync(client, "change", arguments);

        Assert.True(reply.IsError, reply.Text);
        Assert.Contains(expected, reply.Text, StringComparison.Ordinal);
        Assert.Empty(hapi.Requests);
    }

    [Fact]
    public async Task A_proposal_is_its_agents_alone()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(AgentHost.Record(0));
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token());
        await using var other = await host.ConnectAsync(host.Token(change: static claims => claims["client_id"] = "another-agent"));
        var proposed = await AgentHost.CallAsync(client, "change", """{"platform":"hapi","method":"delete","reference":"Patient/erika"}""");

        Assert.True((await AgentHost.CallAsync(other, "change", $$"""{"platform":"hapi","proposal":"{{proposed.Json.GetProperty("proposal").GetString()}}"}""")).IsError);
    }

    private static async Task<string> ProposeAsync(ModelContextProtocol.Client.McpClient client)
    {
        var proposed = await AgentHost.CallAsync(client, "change", """{"platform":"hapi","method":"delete","reference":"Patient/erika"}""");
        return new Uri(proposed.Json.GetProperty("approve_at").GetString()!).AbsolutePath;
    }

    private static string TokenOf(string page) => Uri.EscapeDataString(HttpUtility.HtmlDecode(Token().Match(page).Groups[1].Value));

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
