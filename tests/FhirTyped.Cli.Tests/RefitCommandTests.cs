using FhirTyped.TestKit;

namespace FhirTyped.Cli.Tests;

/// <summary><c>fhirtyped refit</c>: its files stand in the tests of FhirTyped.Refit too, where Refit's own generator implements them.</summary>
public sealed class RefitCommandTests
{
    private static readonly string Kept = Path.Combine(TestFiles.RepositoryRoot, "tests", "FhirTyped.Refit.Tests", "Apis");

    /// <summary>To take a change over, run this with FHIRTYPED_ACCEPT=1 and look at what git shows.</summary>
    [Fact]
    public async Task Interfaces_AreThoseThatTheTestsOfRefitCompile()
    {
        using var folder = new TemporaryFolder();
        var platforms = Path.Combine(TestFiles.RepositoryRoot, "tests", "FhirTyped.Tests", "platforms");
        var output = Environment.GetEnvironmentVariable("FHIRTYPED_ACCEPT") == "1" ? Kept : folder.Path;

        var run = await Tool.RunAsync(
            "refit", "writing-platform", "--platforms", platforms, "-o", output, "--namespace", "Apis", "--platform-namespace", "Laboratory", "--force");

        Assert.True(run.ExitCode == 0, run.Errors);
        var written = Directory.GetFiles(output).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Directory.GetFiles(Kept).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal), written);
        Assert.Contains("IWritingPlatformPatientApi.cs", written);
        Assert.All(written, name => Assert.Equal(File.ReadAllText(Path.Combine(Kept, name)), File.ReadAllText(Path.Combine(output, name))));
    }

    [Fact]
    public async Task BuiltInPlatform_OneType()
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync("refit", "epic", "--resource", "Patient", "-o", folder.Path, "--namespace", "Clinic");
        Assert.Equal(0, run.ExitCode);
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.Path)));
        Assert.Contains("using FhirTyped.Platforms;", text);
        Assert.Contains("[Get(\"/Patient/{id}\")]", text);
        Assert.DoesNotContain("global::", text);
        Assert.DoesNotContain("DeleteAsync", text);
    }

    [Theory]
    [InlineData("epik", "Clinic", null, "did you mean 'epic'")]
    [InlineData("epic", "Clinic", "SupplyDelivery", "SupplyDelivery")]
    [InlineData("epic", "Clinic", "Pateint", "Patient")]
    [InlineData("epic", "1x", "Patient", "--namespace")]
    public async Task WhatCannotBe_IsSaid_AndNothingIsWritten(string platform, string name, string? resource, string words)
    {
        using var folder = new TemporaryFolder();
        var run = await Tool.RunAsync(["refit", platform, "-o", folder.Path, "--namespace", name, .. resource is null ? Array.Empty<string>() : ["--resource", resource]]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Errors);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task FilesThatAreThere_AreKept()
    {
        using var folder = new TemporaryFolder();
        var mine = Path.Combine(folder.Path, "IEpicPatientApi.cs");
        await File.WriteAllTextAsync(mine, "mine");
        Assert.Equal(1, (await Tool.RunAsync("refit", "epic", "-o", folder.Path, "--namespace", "Clinic")).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(mine));
        Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Equal(0, (await Tool.RunAsync("refit", "epic", "-o", folder.Path, "--namespace", "Clinic", "--force")).ExitCode);
        Assert.NotEqual("mine", await File.ReadAllTextAsync(mine));
    }
}
