using System.Diagnostics;
using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests;

/// <summary>An export into a folder, from the tool's own sandbox and from servers that break off.</summary>
public sealed class ExportCommandTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "FhirTyped.Cli.dll");
    private static readonly string Tables = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "FhirTyped.Cli.Tests"), Path.Combine("src", "FhirTyped.Tables.Cli"), StringComparison.Ordinal), "FhirTyped.Tables.Cli.dll");

    [Fact]
    public async Task Export_FillsAFolder_AndIsDoneOnce()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var data = new TemporaryFolder();
        data.File("all.ndjson", """
            {"resourceType":"Group","id":"g1","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/p1"}}]}
            {"resourceType":"Patient","id":"p1"}
            {"resourceType":"Patient","id":"p2"}
            {"resourceType":"Observation","id":"o1","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p1"}}
            """);
        await using var serving = await ServingTool.StartAsync("epic", data.Path);
        var address = serving.Address;
        var to = Path.Combine(folder.Path, "labs");
        string[] command = ["export", "epic", "--group", "g1", "--types", "Observation,Patient", "--to", to];

        // A token is no part of a connection string, so that it stands in no list of processes.
        var run = await RunAsync(address, "t", command);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Observation.00001.ndjson", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 files", run.Errors, StringComparison.Ordinal);
        Assert.Equal("""{"resourceType":"Patient","id":"p1","meta":{""", (await File.ReadAllTextAsync(Path.Combine(to, "Patient.00002.ndjson"), cancellation))[..44]);

        var again = await RunAsync(address, "t", [.. command, "--json"]);
        Assert.Contains("goes on", again.Errors, StringComparison.Ordinal);
        Assert.Equal(2, again.Json.GetProperty("files").GetArrayLength());
        Assert.Equal("output", again.Json.GetProperty("files")[0].GetProperty("kind").GetString());

        var refused = await RunAsync(address, "wrong", ["export", "epic", "--group", "g1", "--to", Path.Combine(folder.Path, "other")]);
        Assert.Equal(1, refused.ExitCode);
        Assert.DoesNotContain("wrong", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatBrokeOff_GoesOnByTheSameCommand_AndCanBeCancelled()
    {
        using var folder = new TemporaryFolder();
        var isDown = true;
        RawServer? server = null;
        await using var started = server = RawServer.Start(request => request.Target switch
        {
            "/fhir/Group/g1/$export" => RawAnswer.Of("202 Accepted", "", "Content-Location: /status"),
            "/status" when request.Method == "DELETE" => RawAnswer.Of("202 Accepted"),
            "/status" => RawAnswer.Of("200 OK", $$"""{"transactionTime":"2026-01-01T00:00:00Z","requiresAccessToken":false,"output":[{"type":"Patient","url":"{{server!.Address}}f"}]}"""),
            _ => isDown ? RawAnswer.Of("401 Unauthorized") : RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p1"}"""),
        });
        string[] command = ["export", "epic", "--group", "g1", "--to", folder.Path, "--base-url", server.Address + "fhir"];

        var broken = await Tool.RunAsync(command);
        Assert.Equal(1, broken.ExitCode);
        Assert.Single(broken.Errors.TrimEnd().Split('\n'));
        isDown = false;
        var whole = await Tool.RunAsync(command);
        Assert.True(whole.ExitCode == 0, whole.Errors);
        Assert.Single(server.Requests, static request => request.Target.EndsWith("$export", StringComparison.Ordinal));
        Assert.Equal(0, (await Tool.RunAsync([.. command, "--cancel"])).ExitCode);
        Assert.Equal("DELETE", server.Requests[^1].Method);
    }

    [Fact]
    public async Task Export_MakesTables_ThatQueryAsks_AndLeavesNothingElse()
    {
        using var folder = new TemporaryFolder();
        using var data = new TemporaryFolder();
        data.File("all.ndjson", """
            {"resourceType":"Group","id":"g1","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/p1"}}]}
            {"resourceType":"Patient","id":"p1","gender":"female"}
            """);
        await using var serving = await ServingTool.StartAsync("epic", data.Path);
        var to = Path.Combine(folder.Path, "labs.duckdb");
        string[] command = ["export", "epic", "--group", "g1", "--to", to];

        // What tables are made by is looked for before anything is exported.
        var missing = await RunAsync(serving.Address, "t", command, tables: Path.Combine(folder.Path, "nowhere"));
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("nowhere", missing.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        var run = await RunAsync(serving.Address, "t", command);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal([to], Directory.GetFileSystemEntries(folder.Path));
        var asked = await RunAsync(serving.Address, "t", ["query", to, "SELECT id, gender FROM patient", "--csv"]);
        Assert.Equal("id,gender\np1,female\n", asked.Output.ReplaceLineEndings("\n"));

        var twice = await RunAsync(serving.Address, "t", command);
        Assert.Equal(1, twice.ExitCode);
        Assert.Contains("--replace", twice.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(serving.Address, "t", [.. command, "--replace"])).ExitCode);
        Assert.Equal(1, (await RunAsync(serving.Address, "t", ["query", to, "SELECT nonsense"])).ExitCode);
        Assert.Contains("--csv", (await RunAsync(serving.Address, "t", ["query", "--help"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutExport_PatientsAreSearchedFor()
    {
        using var folder = new TemporaryFolder();
        using var data = new TemporaryFolder();
        data.File("all.ndjson", """
            {"resourceType":"Patient","id":"p1"}
            {"resourceType":"Patient","id":"p2"}
            {"resourceType":"Observation","id":"o1","status":"final","category":[{"coding":[{"code":"laboratory"}]}],"code":{"text":"x"},"subject":{"reference":"Patient/p1"}}
            {"resourceType":"Observation","id":"o2","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p1"}}
            {"resourceType":"Observation","id":"o3","status":"final","category":[{"coding":[{"code":"laboratory"}]}],"code":{"text":"x"},"subject":{"reference":"Patient/p2"}}
            """);
        await using var serving = await ServingTool.StartAsync("hapi", data.Path);
        var patients = folder.File("ids.txt", "p1\n\nPatient/p2\r\n");
        var to = Path.Combine(folder.Path, "labs");
        string[] command = ["export", "hapi", "--patients", patients, "--types", "Patient,Observation", "--type-filter", "Observation?category=laboratory", "--to", to];

        var run = await RunAsync(serving.Address, "t", command);
        Assert.True(run.ExitCode == 0, run.Errors);
        string[] lines = [.. Directory.GetFiles(to, "*.ndjson").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];
        Assert.Equal(["o1", "o3", "p1", "p2"], lines.Select(static line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));

        var later = await RunAsync(serving.Address, "t", ["export", "hapi", "--patients", patients, "--types", "Patient", "--since", "2999-01-01", "--to", Path.Combine(folder.Path, "later")]);
        Assert.True(later.ExitCode == 0, later.Errors);
        Assert.DoesNotContain(".ndjson", later.Output, StringComparison.Ordinal);
        var mixed = await RunAsync(serving.Address, "t", [.. command, "--system"]);
        Assert.Equal(1, mixed.ExitCode);
    }

    [Theory]
    [InlineData("export hapi --patients nowhere.txt --types Patient --base-url http://127.0.0.1:1/", 1, "nowhere.txt")]
    [InlineData("export hapi --group g1 --base-url http://127.0.0.1:1/", 2, "$export")]
    [InlineData("export epic --patient --base-url http://127.0.0.1:1/", 2, "$export")]
    [InlineData("export epic --group g1 --types Nonsense --base-url http://127.0.0.1:1/", 1, "resource type")]
    [InlineData("export epic --group g1 --type-filter Observation?nonsense=1 --base-url http://127.0.0.1:1/", 2, "FHT1003")]
    [InlineData("export epic --group g1 --since yesterday --base-url http://127.0.0.1:1/", 1, "--since")]
    [InlineData("export epic --base-url http://127.0.0.1:1/", 1, "one of --group")]
    [InlineData("export epic --group g1 --system --base-url http://127.0.0.1:1/", 1, "one of --group")]
    [InlineData("export epic --group g1 --connection https://x", 1, "fhir://")]
    [InlineData("export epic --group g1 --parallel 0 --base-url http://127.0.0.1:1/", 1, "ParallelDownloads")]
    [InlineData("export epic --cancel --base-url http://127.0.0.1:1/", 1, "holds no export")]
    public async Task WhatCannotBeExported_IsOneClearError(string command, int exitCode, string words)
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync([.. command.Split(' '), "--to", Path.Combine(folder.Path, "to")]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    private static async Task<ToolRun> RunAsync(Uri address, string token, string[] arguments, string? tables = null)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FHIR_API_URL"] = address.AbsoluteUri;
        start.Environment["FHIR_TOKEN"] = token;
        start.Environment["FHIRTYPED_TABLES"] = tables ?? Tables;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }
}
