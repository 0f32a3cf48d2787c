using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>“Get my lab results from Epic”: from no connection to rows, with the login in the person's own browser.</summary>
public sealed partial class ConnectTests
{
    private const string Search = """{"platform":"epic","type":"Observation","criteria":{"patient":"erika","category":"laboratory"}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_opens_the_login_and_goes_on(bool hasProvider)
    {
        var (epic, registration) = await EpicAsync();
        await using var ending = epic;
        await using var host = await StartAsync(epic, registration, hasProvider);
        var cookie = hasProvider ? await host.LogInAsync() : null;
        var browsing = new List<Task<HttpStatusCode>>();
        await using var client = await host.ConnectAsync(hasProvider ? host.Token() : null, elicit: request =>
        {
            // The program has opened the address; the person takes his time.
            browsing.Add(LogInAtEpicAsync(host, new Uri(request.Url!), cookie, delay: 300));
            return new ElicitResult { Action = "accept" };
        });

        var reply = await AgentHost.CallAsync(client, "search", Search);

        Assert.Equal(HttpStatusCode.OK, await Assert.Single(browsing));
        Assert.False(reply.IsError, reply.Text);
        Assert.Equal(3, reply.Json.GetProperty("rows").GetArrayLength());
        var audit = await host.AuditAsync();
        Assert.Contains(audit, static entry => entry is { Action: "search-type", Status: 200, Patient: "Patient/erika", Agent: "test-agent 1" });
    }

    /// <summary>A program of the older version is told the address, tells its person, and calls again.</summary>
    [Fact]
    public async Task An_older_program_is_told_the_address()
    {
        var (epic, registration) = await EpicAsync();
        await using var ending = epic;
        await using var host = await StartAsync(epic, registration, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token(), protocolVersion: "2025-11-25");

        var first = await AgentHost.CallAsync(client, "search", Search);
        var address = new Uri(Address().Match(first.Text).Value.TrimEnd('.'));
        await LogInAtEpicAsync(host, address, await host.LogInAsync(), delay: 0);
        var second = await AgentHost.CallAsync(client, "search", Search);

        Assert.True(first.IsError);
        Assert.False(second.IsError, second.Text);
    }

    /// <summary>Else somebody could have another log in, and go on with that one's record.</summary>
    [Fact]
    public async Task The_address_is_for_the_person_alone_and_for_one_use()
    {
        var (epic, registration) = await EpicAsync();
        await using var ending = epic;
        await using var host = await StartAsync(epic, registration, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token());
        var path = new Uri(Address().Match((await AgentHost.CallAsync(client, "search", Search)).Text).Value.TrimEnd('.')).AbsolutePath;

        var nobody = await host.BrowseAsync(HttpMethod.Get, path, null);
        var other = await host.BrowseAsync(HttpMethod.Get, path, await host.LogInAsync("dr-no"));
        var after = await host.BrowseAsync(HttpMethod.Get, path, await host.LogInAsync());

        Assert.Equal((HttpStatusCode.SeeOther, "/login?return=" + Uri.EscapeDataString(path)), (nobody.Status, nobody.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.Forbidden, other.Status);
        Assert.Equal(HttpStatusCode.Gone, after.Status);
    }

    /// <summary>The tokens of a login that an agent began are the person's, and no agent's of another.</summary>
    [Fact]
    public async Task Another_person_is_not_connected()
    {
        var (epic, registration) = await EpicAsync();
        await using var ending = epic;
        await using var host = await StartAsync(epic, registration, hasProvider: true);
        await using var client = await host.ConnectAsync(host.Token());
        await using var other = await host.ConnectAsync(host.Token("dr-no"));
        await LogInAtEpicAsync(host, new Uri(Address().Match((await AgentHost.CallAsync(client, "search", Search)).Text).Value.TrimEnd('.')), await host.LogInAsync(), delay: 0);

        Assert.False((await AgentHost.CallAsync(client, "search", Search)).IsError);
        Assert.True((await AgentHost.CallAsync(other, "search", Search)).IsError);
    }

    private static async Task<(FhirSandbox Sandbox, SandboxOAuthClient Client)> EpicAsync()
    {
        var client = new SandboxOAuthClient { Id = "gateway", Secret = "of the sandbox" };
        var sandbox = await FhirSandbox.StartAsync<Epic>(new FhirSandboxOptions { Authorization = new SandboxAuthorization { Clients = { client } } });
        await sandbox.LoadAsync(AgentHost.Record(3));
        return (sandbox, client);
    }

    private static async Task<AgentHost> StartAsync(FhirSandbox epic, SandboxOAuthClient registration, bool hasProvider)
    {
        var host = await AgentHost.StartAsync(
            options => options.Platforms["epic"] = new GatewayPlatformOptions
            {
                BaseUrl = epic.BaseUrl,
                Launch = new GatewayLaunchOptions { ClientId = "gateway", ClientSecret = "of the sandbox", Scopes = { "launch/patient", "openid", "fhirUser", "offline_access", "patient/*.rs" } },
            },
            hasProvider);
        registration.RedirectUris.Add(new Uri(host.Address, "/oauth/callback").AbsoluteUri);
        return host;
    }

    /// <summary>What a person does in his browser: opens the address, goes on, picks himself at the server, and comes back.</summary>
    private static async Task<HttpStatusCode> LogInAtEpicAsync(AgentHost host, Uri address, string? cookie, int delay)
    {
        await Task.Delay(delay);
        var cookies = new CookieContainer();
        if (cookie is not null)
        {
            cookies.SetCookies(host.Address, cookie + "; path=/");
        }

        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        using var page = await http.GetAsync(address);
        Assert.Contains("?continue=yes", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var begun = await http.GetAsync(address.AbsoluteUri + "?continue=yes");
        var authorize = begun.Headers.Location!;
        using var consent = await http.GetAsync(authorize);
        var html = await consent.Content.ReadAsStringAsync();
        using var form = new StringContent(
            "ticket=" + Uri.EscapeDataString(HttpUtility.HtmlDecode(Ticket().Match(html).Groups[1].Value)) + "&decision=allow&patient=erika", null, "application/x-www-form-urlencoded");
        using var allowed = await http.PostAsync(new Uri(authorize, HttpUtility.HtmlDecode(Action().Match(html).Groups[1].Value)), form);
        using var done = await http.GetAsync(allowed.Headers.Location!);
        return done.StatusCode;
    }

    [GeneratedRegex("http://[^ ]+/connect/[^ ]+")]
    private static partial Regex Address();

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
