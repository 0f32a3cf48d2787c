using FhirTyped.TestKit;

namespace FhirTyped.PackageTests;

/// <summary>The samples are what people copy: with every rule raised to an error, hints too, they build.</summary>
public sealed class CleanSampleTests : IDisposable
{
#if RELEASE_PACKAGES
    private const string Configuration = "Release";
#else
    private const string Configuration = "Debug";
#endif

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fhirtyped-samples-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Quickstart")]
    [InlineData("OwnPlatform")]
    [InlineData("WithFirely")]
    public async Task Sample_HasNoFinding(string sample)
    {
        var severities = Path.Combine(_folder.FullName, "all-errors.globalconfig");
        var targets = Path.Combine(_folder.FullName, "all-errors.targets");
        var rules = Directory.GetFiles(Path.Combine(TestFiles.RepositoryRoot, "docs", "rules"), "FHT*.md").Select(Path.GetFileNameWithoutExtension);
        File.WriteAllText(severities, "is_global = true\n" + string.Concat(rules.Select(static id => "dotnet_diagnostic." + id + ".severity = error\n")));
        File.WriteAllText(targets, $"""<Project><ItemGroup><EditorConfigFiles Include="{severities}" /></ItemGroup></Project>""");

        // What it references has been built with this project.
        var (exitCode, output) = await DotNet.RunAsync(
            Path.Combine(TestFiles.RepositoryRoot, "samples", sample),
            "build", "--no-dependencies", "--no-incremental", "-c", Configuration, "-p:CustomAfterMicrosoftCommonTargets=" + targets);

        Assert.True(exitCode == 0, output);
    }
}
