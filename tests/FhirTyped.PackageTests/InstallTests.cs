namespace FhirTyped.PackageTests;

/// <summary>What a stranger types first, in a folder that knows nothing of this repository.</summary>
public sealed class InstallTests(PackageFeed feed)
{
    [Fact]
    public async Task PackageAndTool_AreInstalledSideBySide_AndBothWork()
    {
        var project = feed.MakeProject("Stranger", [], ("Program.cs", """
            using FhirTyped;
            using FhirTyped.Platforms;
            using FhirTyped.R4;

            var epic = FhirPlatform.Create<Epic>(o => o.BaseUrl = new Uri("https://fhir.example.org/r4"));
            Console.WriteLine(epic.Observation.Search(q => q.Patient.Is("p1").Category.Is(ObservationCategory.Laboratory)).ResourceType);
            """));
        await DotNet.SucceedAsync(project, "add", "package", "FhirTyped.Platforms", "--version", feed.Version);
        await DotNet.SucceedAsync(project, "tool", "install", "FhirTyped.Cli", "--version", feed.Version, "--tool-path", "tools");

        Assert.Equal("Observation", (await DotNet.SucceedAsync(project, "run")).Trim());
        Assert.Contains("epic", await DotNet.SucceedAsync(project, "exec", ToolPath(project), "platforms"), StringComparison.Ordinal);
    }

    private static string ToolPath(string project) =>
        Directory.EnumerateFiles(Path.Combine(project, "tools", ".store"), "FhirTyped.Cli.dll", SearchOption.AllDirectories).First();
}
