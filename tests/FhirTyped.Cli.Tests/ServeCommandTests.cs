using System.Diagnostics;
using System.Net;

namespace FhirTyped.Cli.Tests;

public sealed class ServeCommandTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "FhirTyped.Cli.dll");

    [Fact]
    public async Task Serve_AnswersAsThePlatform_WithTheDataOfAFolder()
    {
        using var folder = new TemporaryFolder();
        folder.File("patient.json", """{ "resourceType": "Patient", "id": "p1", "name": [{ "family": "Example" }] }""");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "serve", "epic", "--data", folder.Path, "--token", "t"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            var address = await process.StandardOutput.ReadLineAsync(cancellation);
            using var http = new HttpClient { BaseAddress = new Uri(address!) };

            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("Patient/p1", cancellation)).StatusCode);
            http.DefaultRequestHeaders.Authorization = new("Bearer", "t");
            Assert.Contains("Example", await http.GetStringAsync("Patient/p1", cancellation), StringComparison.Ordinal);

            // Epic asks for a category beside the patient.
            Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("Observation?patient=p1", cancellation)).StatusCode);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("epik", "", "did you mean 'epic'")]
    [InlineData("epic", "--port 70000", "A port is a number")]
    [InlineData("epic", "--data no-such-folder", "no folder 'no-such-folder'")]
    public async Task WhatCannotBeServed_IsOneClearError(string platform, string options, string words)
    {
        var run = await Tool.RunAsync(["serve", platform, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Errors);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task WithClients_TokensAreIssuedAndAskedFor()
    {
        using var folder = new TemporaryFolder();
        var clients = folder.File("clients.txt", """[{ "client_id": "job", "client_secret": "s", "scope": "system/Patient.rs" }]""");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "serve", "hapi", "--clients", clients])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            using var http = new HttpClient { BaseAddress = new Uri((await process.StandardOutput.ReadLineAsync(cancellation))!) };
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("Patient?family=a", cancellation)).StatusCode);

            using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "job"), new("client_secret", "s")]);
            using var answer = await http.PostAsync("/oauth2/token", form, cancellation);
            var token = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!["access_token"];
            http.DefaultRequestHeaders.Authorization = new("Bearer", (string?)token);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("Patient?family=a", cancellation)).StatusCode);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("{}", "is not a list of clients")]
    [InlineData("[", "is not JSON")]
    [InlineData("""[{"client_id":"a","client_secrets":"geheim"}]""", "client 1 has a name that is none of")]
    [InlineData("""[{"client_id":"a"},{"client_secret":"geheim"}]""", "client 2 has no client_id")]
    [InlineData("""[{"client_id":"a","client_secret":7}]""", "client_secret is no text")]
    [InlineData("""[{"client_id":"a","jwks":{}}]""", "'a'")]
    public async Task ClientsThatAreNotWellRegistered_AreOneClearError(string json, string words)
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync("serve", "epic", "--clients", folder.File("clients.txt", json));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Errors);
        Assert.DoesNotContain("geheim", run.Errors);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task FileThatIsNoFhir_IsNamed()
    {
        using var folder = new TemporaryFolder();
        folder.File("broken.json", "{");

        var run = await Tool.RunAsync("serve", "epic", "--data", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.json", run.Errors);
    }
}
