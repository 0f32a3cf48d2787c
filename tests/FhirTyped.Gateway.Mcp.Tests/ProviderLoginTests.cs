using System.Net;
using FhirTyped.Platforms;
using FhirTyped.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Mcp.Tests;

/// <summary>People log in at the gateway itself, at the hospital's identity provider.</summary>
public sealed class ProviderLoginTests
{
    [Fact]
    public async Task A_login_is_a_session_of_the_person_and_another_one_than_before()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);

        var first = await host.LogInAsync();
        var second = await host.LogInAsync();

        Assert.NotEqual(first, second);
        Assert.Equal(host.Provider!.Issuer + "|dr-who", await SubjectAsync(host, first));
        Assert.Contains(await host.AuditAsync(), entry => entry.Action == "login" && entry.Subject == host.Provider.Issuer + "|dr-who");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task It_leads_nowhere_else(string back)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);

        Assert.Equal(HttpStatusCode.BadRequest, (await host.BrowseAsync(HttpMethod.Get, "/login?return=" + Uri.EscapeDataString(back), null)).Status);
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("aud")]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("sub")]
    public async Task An_id_token_that_is_not_right_logs_nobody_in(string claim)
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);
        host.Provider!.ChangeIdToken = claims => _ = claim == "sub" ? claims.Remove("sub") : (claims[claim] = claim == "exp" ? 1_700_000_000 : "https://other.example") is not null;

        var (status, cookie) = await CallbackAsync(host, carriesCookies: true);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Null(cookie);
    }

    /// <summary>Else somebody could have another one's browser log in as himself.</summary>
    [Fact]
    public async Task A_callback_in_another_browser_logs_nobody_in()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await using var host = await AgentHost.BeforeAsync(sandbox, hasProvider: true);

        var (status, cookie) = await CallbackAsync(host, carriesCookies: false);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Null(cookie);
    }

    private static async Task<(HttpStatusCode Status, string? Cookie)> CallbackAsync(AgentHost host, bool carriesCookies)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        using var begun = await http.GetAsync(new Uri(host.Address, "/login"));
        using var approved = await http.GetAsync(begun.Headers.Location);
        using var other = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var done = await (carriesCookies ? http : other).GetAsync(approved.Headers.Location);
        return (done.StatusCode, cookies.GetCookies(host.Address)[SessionCookie.LoopbackName]?.Value ?? (done.Headers.TryGetValues("Set-Cookie", out var set) ? set.FirstOrDefault(static one => one.StartsWith(SessionCookie.LoopbackName + "=", StringComparison.Ordinal)) : null));
    }

    private static async Task<string?> SubjectAsync(AgentHost host, string cookie) =>
        (await host.Services.GetRequiredService<GatewaySessions>().GetAsync(SessionIdentity.IdOfSecret(cookie.Split('=')[1])!, CancellationToken.None))?.Subject;
}
