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
    public async Task FileThatIsNoFhir_IsNamed()
    {
        using var folder = new TemporaryFolder();
        folder.File("broken.json", "{");

        var run = await Tool.RunAsync("serve", "epic", "--data", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.json", run.Errors);
    }
}
