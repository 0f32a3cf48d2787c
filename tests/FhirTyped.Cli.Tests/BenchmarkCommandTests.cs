using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using FhirTyped.Cli.Login;
using FhirTyped.R4;
using FhirTyped.Sandbox;

namespace FhirTyped.Cli.Tests;

/// <summary>A benchmark of sandboxes, whole and interrupted: nothing of it is left.</summary>
public sealed class BenchmarkCommandTests
{
    [Fact]
    public async Task SeveralServers_AreOneReport_AndOneChart()
    {
        await using var one = await StartAsync("hapi");
        await using var other = await StartAsync("medplum");
        using var folder = new TemporaryFolder();
        var (report, chart) = (Path.Combine(folder.Path, "report.json"), Path.Combine(folder.Path, "chart.svg"));

        var run = await Tool.RunAsync(
            "benchmark", "hapi=" + one.BaseUrl.AbsoluteUri, other.BaseUrl.AbsoluteUri, "--allow-writes", "--attempts", "2", "--batch-size", "3", "--dataset-size", "20", "--parallel", "2",
            "--query", "Patient?gender=female", "--to", report, "--chart", chart);

        Assert.True(run.ExitCode == 0, run.Errors);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        Assert.Equal(["hapi", "server-127-0-0-1-" + other.BaseUrl.Port], json.RootElement.GetProperty("servers").EnumerateArray().Select(static server => server.GetProperty("platform").GetString()));
        Assert.Equal(["hapi", other.BaseUrl.AbsoluteUri], json.RootElement.GetProperty("servers").EnumerateArray().Select(static server => server.GetProperty("server").GetString()));
        Assert.Equal(13 * 2, XDocument.Load(chart).Descendants(XName.Get("g", "http://www.w3.org/2000/svg")).Count());
        Assert.Contains("Patient?gender=female", run.Output, StringComparison.Ordinal);
        Assert.Contains("does not declare", run.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (one.Count, other.Count));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task Interrupted_ItRemovesWhatItInserted()
    {
        if (OperatingSystem.IsWindows())
        {
            // There is no signal that one process can send to another alone.
            return;
        }

        await using var sandbox = await StartAsync("hapi");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "FhirTyped.Cli.dll"), "benchmark", "hapi=" + sandbox.BaseUrl.AbsoluteUri, "--allow-writes", "--attempts", "10000", "--dataset-size", "5"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (sandbox.Count < 50)
        {
            Assert.False(process.HasExited);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        using (var signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("Interrupted. What was inserted is removed.", await errors, StringComparison.Ordinal);
        Assert.Equal(1, sandbox.Count);
    }

    [Theory]
    [InlineData("benchmark hapi=http://127.0.0.1:1/", 1, "--allow-writes")]
    [InlineData("benchmark hapi=http://127.0.0.1:1/ --allow-writes --attempts 0", 1, "Attempts")]
    [InlineData("benchmark hapi=http://127.0.0.1:1/ --allow-writes --query Patient/1", 1, "no search")]
    [InlineData("benchmark hapi=http://127.0.0.1:1/ hapi=http://127.0.0.1:2/ --allow-writes --connection fhir://h/", 1, "--connection")]
    [InlineData("benchmark nowhere --allow-writes", 1, "nowhere")]
    [InlineData("benchmark epic=http://127.0.0.1:1/ --allow-writes --attempts 1", 2, "")]
    public async Task WhatCannotBe_IsSaid_AndNothingIsSent(string command, int exitCode, string expected)
    {
        var run = await Tool.RunAsync(command.Split(' '));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    private static async Task<FhirSandbox> StartAsync(string platform)
    {
        var sandbox = await FhirSandbox.StartAsync(LoginSettings.Find(platform, null), cancellationToken: TestContext.Current.CancellationToken);
        await sandbox.LoadAsync(new Patient { Id = "somebody" });
        return sandbox;
    }
}
