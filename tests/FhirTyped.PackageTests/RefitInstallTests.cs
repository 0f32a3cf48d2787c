namespace FhirTyped.PackageTests;

/// <summary>What a user of Refit types first: packages, one line, a search; and what Epic would refuse does not compile.</summary>
public sealed class RefitInstallTests(PackageFeed feed)
{
    private const string Program = """
        using FhirTyped;
        using FhirTyped.Platforms;
        using FhirTyped.R4;
        using FhirTyped.Sandbox;
        using Refit;
        using Strangers;

        [assembly: FhirRefitClients<Epic>]

        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        await sandbox.LoadAsync([new Patient { Id = "p1", Active = true }]);
        var patient = await RestService.For<IEpicPatientApi>(sandbox.BaseUrl.AbsoluteUri).ReadAsync("p1");
        var observations = RestService.For<IEpicObservationApi>(sandbox.BaseUrl.AbsoluteUri);
        var page = await observations.SearchAsync(q => q.Patient.Is("p1").Category.Is(ObservationCategory.Laboratory));
        Console.WriteLine($"{patient.Active} {page.Matches.Count}");
        """;

    [Fact]
    public async Task Packages_BesideRefitsOwn_ReadAndSearch_AndTheRefusedSearchDoesNotCompile()
    {
        var project = feed.MakeProject("Strangers", [], ("Program.cs", Program));
        foreach (var package in new[] { "FhirTyped.Platforms", "FhirTyped.Refit", "FhirTyped.Sandbox" })
        {
            await DotNet.SucceedAsync(project, "add", "package", package, "--version", feed.Version);
        }

        await DotNet.SucceedAsync(project, "add", "package", "Refit.HttpClientFactory", "--version", "16.4.0");
        Assert.Equal("True 0", (await DotNet.SucceedAsync(project, "run")).Trim());

        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), Program.Replace(".Category.Is(ObservationCategory.Laboratory)", "", StringComparison.Ordinal));
        var (exitCode, output) = await DotNet.RunAsync(project, "build");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error FHT1101", output, StringComparison.Ordinal);
    }
}
