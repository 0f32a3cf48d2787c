using System.Net;
using System.Text.RegularExpressions;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>The page on which a test patient is picked, as a browser without scripts uses it.</summary>
public sealed partial class AuthorizationPageTests
{
    private const string Scope = "launch/patient patient/Patient.rs";

    [Fact]
    public async Task ThePatientThatIsPicked_IsInContext()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        using var page = await app.AuthorizeAsync(Scope);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("<option value=\"p2\">", html, StringComparison.Ordinal);

        using var answer = await DecideAsync(http, html, "decision=allow&patient=p2");
        var token = await app.ExchangeAsync(AppLaunch.Callback(answer)["code"]);

        Assert.Equal("p2", token["patient"]);
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Patient/p2", token.AccessToken));
    }

    [Fact]
    public async Task WhatStandsInTheStore_StaysText()
    {
        await using var sandbox = await StartAsync();
        using var page = await new AppLaunch(sandbox, sandbox.CreateHttpClient()).AuthorizeAsync(Scope);
        var html = await page.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decision=deny&patient=p1")]
    [InlineData("patient=p1")]
    [InlineData("decision=allow")]
    [InlineData("decision=allow&patient=unknown")]
    public async Task WithoutConsentOrPatient_AccessIsDenied(string decision)
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        using var page = await new AppLaunch(sandbox, http).AuthorizeAsync(Scope);
        using var answer = await DecideAsync(http, await page.Content.ReadAsStringAsync(), decision);
        var callback = AppLaunch.Callback(answer);

        Assert.Equal("access_denied", callback["error"]);
        Assert.Equal("st/ate=1", callback["state"]);
    }

    [Fact]
    public async Task APage_IsAnsweredOnce_AndCannotBeGuessed()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        using var page = await new AppLaunch(sandbox, http).AuthorizeAsync(Scope);
        var html = await page.Content.ReadAsStringAsync();
        using (await DecideAsync(http, html, "decision=allow&patient=p1"))
        {
            using var again = await DecideAsync(http, html, "decision=allow&patient=p1");
            Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        }

        using var guessed = await DecideAsync(http, "action=\"/oauth2/approve\" name=\"ticket\" value=\"guessed\"", "decision=allow&patient=p1");
        Assert.Equal(HttpStatusCode.BadRequest, guessed.StatusCode);
    }

    [Fact]
    public async Task AnEhrLaunch_AsksForConsentAlone()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var app = new AppLaunch(sandbox, http);
        using var page = await app.AuthorizeAsync("launch patient/Patient.r", ("launch", sandbox.CreateLaunch(new() { PatientId = "p1" })));
        var html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<select", html, StringComparison.Ordinal);

        // Whoever changes the form does not change the launch.
        using var answer = await DecideAsync(http, html, "decision=allow&patient=p2");
        Assert.Equal("p1", (await app.ExchangeAsync(AppLaunch.Callback(answer)["code"]))["patient"]);
    }

    private static Task<HttpResponseMessage> DecideAsync(HttpClient http, string html, string decision)
    {
        var address = new Uri(http.BaseAddress!, Action().Match(html).Groups[1].Value).AbsoluteUri;
        return http.SendAsync(HttpMethod.Post, address, "ticket=" + Ticket().Match(html).Groups[1].Value + "&" + decision, "application/x-www-form-urlencoded");
    }

    private static async Task<FhirSandbox> StartAsync()
    {
        var authorization = AppLaunch.Registered();
        authorization.AutomaticApproval = null;
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = authorization });
        await sandbox.LoadAsync(People.Patient("p1"), People.Patient("p2", "<script>"), new Patient { Id = "p3" });
        return sandbox;
    }

    [GeneratedRegex("action=\"([^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Action();

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ticket();
}
