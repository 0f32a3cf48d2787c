using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests;

public sealed class CheckCommandTests
{
    private static readonly string Epic = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms", "epic", "capabilities.json");

    [Fact]
    public async Task SameStatement_HasNotChanged()
    {
        var run = await Tool.RunAsync("check", "epic", "--against", Epic);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("0 removed, 0 changed, 0 added", run.Output);
    }

    [Fact]
    public async Task WhatIsGone_IsTold()
    {
        using var folder = new TemporaryFolder();
        var lines = File.ReadAllLines(Epic);
        var patient = Array.FindIndex(lines, line => line.Contains("\"type\": \"Patient\""));
        lines[patient] = lines[patient]
            .Replace("""{"name":"legal-sex","type":"token"}, """, "")
            .Replace("""{"name":"own-name","type":"string"}""", """{"name":"own-name","type":"token"}""");
        var text = string.Join("\n", lines).Replace("\"type\": \"Flag\"", "\"type\": \"Schedule\"");

        var run = await Tool.RunAsync("check", "epic", "--against", folder.File("now.json", text), "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(
            [("removed", "Flag"), ("removed", "Patient parameter legal-sex"), ("changed", "Patient parameter own-name: string is now token"), ("added", "Schedule")],
            run.Json.GetProperty("changes").EnumerateArray()
                .Select(change => (change.GetProperty("kind").GetString(), change.GetProperty("what").GetString())));
    }

    [Fact]
    public async Task WhatIsOnlyNew_IsNoLoss()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Epic).Replace("\"resource\": [", "\"resource\": [{ \"type\": \"Schedule\", \"interaction\": [{ \"code\": \"read\" }] },");

        var run = await Tool.RunAsync("check", "epic", "--against", folder.File("now.json", text));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("added    Schedule", run.Output);
    }

    [Fact]
    public async Task FactsToLookAtAgain_AreNamed()
    {
        using var folder = new TemporaryFolder();
        folder.File("mercy.platform.json", """{ "extends": "epic", "review_after": "2020-01-01" }""");

        var run = await Tool.RunAsync("check", "mercy", "--platforms", folder.Path, "--against", Epic);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2020-01-01", run.Output);
    }

    [Fact]
    public async Task PlatformWithoutAnAddress_AsksForOne()
    {
        var run = await Tool.RunAsync("check", "us-core");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--against", run.Errors);
    }
}
