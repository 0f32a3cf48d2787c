using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FhirTyped.Cli.Tests;

/// <summary>A user logs in by the browser, uses the token, and logs out.</summary>
public sealed class LoginCommandTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "FhirTyped.Cli.dll");

    [Fact]
    public async Task Login_KeepsTheTokensForTheUserAlone_AndLogoutRevokesThem()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var port = FreePort();
        using var serving = Start("serve", "hapi", "--patient", "p1", "--clients", folder.File("clients.txt",
            $$"""[{ "client_id": "console", "redirect_uris": ["http://127.0.0.1:{{port}}/callback"], "scope": "openid fhirUser launch/patient offline_access patient/Patient.rs" }]"""));
        try
        {
            var baseUrl = (await serving.StandardOutput.ReadLineAsync(cancellation))!;
            using var login = Start("login", "hapi", "--client-id", "console", "--base-url", baseUrl, "--port", $"{port}", "--no-browser", "--logins", folder.Path,
                "--scope", "launch/patient", "--scope", "offline_access", "--scope", "patient/Patient.rs");
            var address = await login.StandardOutput.ReadLineAsync(cancellation);

            // Whatever is not the answer to this login is sent away, and the login goes on.
            using var browser = new HttpClient();
            using var stranger = await browser.GetAsync($"http://127.0.0.1:{port}/callback?state=guessed&code=evil", cancellation);
            Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
            Assert.Contains("close this page", await browser.GetStringAsync(address, cancellation), StringComparison.Ordinal);
            var errors = await login.StandardError.ReadToEndAsync(cancellation);
            await login.WaitForExitAsync(cancellation);
            Assert.True(login.ExitCode == 0, errors);
            Assert.Contains("patient/Patient.rs", errors, StringComparison.Ordinal);

            var file = Path.Combine(folder.Path, "hapi.json");
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            var token = (await Tool.RunAsync("token", "hapi", "--logins", folder.Path)).Output.Trim();
            Assert.DoesNotContain(token, errors, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(baseUrl, token));
            Assert.Equal(0, (await Tool.RunAsync("logout", "hapi", "--logins", folder.Path)).ExitCode);
            Assert.False(File.Exists(file));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(baseUrl, token));
        }
        finally
        {
            serving.Kill();
            await serving.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("token hapi", "Nobody is logged in to hapi")]
    [InlineData("logout hapi", "Nobody is logged in to hapi")]
    [InlineData("login epik --client-id a", "did you mean 'epic'")]
    [InlineData("login epic --client-id a --base-url fhir", "--base-url is not absolute")]
    [InlineData("login epic --client-id a --base-url http://fhir.example.org/", "must be absolute, and https but for loopback")]
    [InlineData("login epic --client-id a --port 70000", "A port is a number")]
    public async Task WhatCannotBeDone_IsOneClearError(string command, string words)
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync([.. command.Split(' '), "--logins", folder.Path]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<HttpStatusCode> StatusAsync(string baseUrl, string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(baseUrl) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var response = await http.GetAsync("Patient/p1", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
