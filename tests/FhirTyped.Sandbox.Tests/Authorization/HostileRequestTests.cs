using System.Net;
using System.Text;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>Requests to the authorization server that nobody means well: each is refused, none fails it, and none is let through.</summary>
public sealed class HostileRequestTests
{
    private static readonly string[] Endpoints = ["authorize", "approve", "token", "revoke", "introspect", "jwks", ".well-known/openid-configuration", "", "token/", "TOKEN", "../oauth2/token"];

    private static readonly string[] Names =
    [
        "grant_type", "client_id", "client_secret", "client_assertion", "client_assertion_type", "scope", "code", "code_verifier", "redirect_uri", "refresh_token", "token",
        "response_type", "state", "aud", "launch", "nonce", "code_challenge", "code_challenge_method", "ticket", "decision", "patient", "",
    ];

    private static readonly string[] Values =
    [
        "", "app", "backend", "code", "client_credentials", "authorization_code", "refresh_token", "allow", "S256", AppLaunch.RedirectUri, SmartHttp.AssertionType,
        "eyJhbGciOiJub25lIn0.e30.", "a.b.c", "%00", "%ff%fe", "%", "%zz", "\u0000", "ü", "system/*.cruds", "patient/Patient.rs?", "patient/.rs", "*/*.*", "<script>alert(1)</script>",
        "http://evil.example/", "0", "-1", "null", "{}", "Bearer x", new string('a', 5000), "\r\nX-Injected: 1",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task NoRequest_FailsTheServer(int seed)
    {
        var authorization = AppLaunch.Registered();
        authorization.Clients.Add(new() { Id = "backend", Secret = "a secret that is not guessed" });
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = authorization });
        var http = sandbox.CreateHttpClient();
        var random = new Random(seed);
        for (var i = 0; i < 250; i++)
        {
            var form = string.Join('&', Enumerable.Range(0, random.Next(0, 9)).Select(_ => Pick(random, Names) + "=" + (random.Next(2) == 0 ? Uri.EscapeDataString(Pick(random, Values)) : Pick(random, Values))));
            var address = new Uri(http.BaseAddress!, "/oauth2/" + Pick(random, Endpoints)).AbsoluteUri;
            var isPost = random.Next(3) > 0;
            using var request = new HttpRequestMessage(isPost ? HttpMethod.Post : HttpMethod.Get, isPost ? address : address + "?" + form.Replace("\r\n", "", StringComparison.Ordinal));
            if (isPost)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
                request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(8) > 0 ? "application/x-www-form-urlencoded" : "application/json");
            }

            if (random.Next(3) == 0)
            {
                request.Headers.TryAddWithoutValidation("Authorization", Pick(random, ["Basic", "Basic YQ==", "Basic YTpi", "Basic ===", "Bearer x", "Digest x"]));
            }

            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True((int)response.StatusCode < 500, $"{seed}, {i}: {(int)response.StatusCode} {text}");
            Assert.DoesNotContain("access_token", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("X-Injected"));
            Assert.True(response.Headers.Location is null || response.Headers.Location.OriginalString.StartsWith(AppLaunch.RedirectUri, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AForeignHost_IsNotAuthorized()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi, new() { Authorization = AppLaunch.Registered() });
        var http = sandbox.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, await http.EndpointAsync("authorization_endpoint") + "?" + new AppLaunch(sandbox, http).Parameters("patient/Patient.rs"));
        request.Headers.Host = "evil.example";
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Fact]
    public async Task WithoutTheOption_ThereIsNoAuthorizationServer()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        using var response = await sandbox.CreateHttpClient().GetAsync(new Uri(sandbox.BaseUrl, "/oauth2/jwks"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Throws<InvalidOperationException>(() => sandbox.IssueAccessToken("user/*.rs"));
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
