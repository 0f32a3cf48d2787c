using FhirTyped.TestKit;

namespace FhirTyped.PackageTests;

/// <summary>The packages, made once of what the build made, in a folder that serves as a feed.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
#if RELEASE_PACKAGES
    private const string Configuration = "Release";
#else
    private const string Configuration = "Debug";
#endif

    /// <summary>The ids of all packages, each packed from the folder of its name.</summary>
    public static IReadOnlyList<string> Packages { get; } = ["FhirTyped.R4", "FhirTyped", "FhirTyped.AspNetCore", "FhirTyped.Firely", "FhirTyped.Refit", "FhirTyped.Refit.Firely", "FhirTyped.Auth", "FhirTyped.BulkData", "FhirTyped.Transfer", "FhirTyped.TestData", "FhirTyped.ServerBenchmark", "FhirTyped.Gateway", "FhirTyped.Gateway.Mcp", "FhirTyped.Gateway.Redis", "FhirTyped.Gateway.PostgreSql", "FhirTyped.Platforms", "FhirTyped.Sandbox", "FhirTyped.Cli", "FhirTyped.SqlOnFhir", "FhirTyped.BulkData.DuckDb", "FhirTyped.Tables.Cli"];

    private readonly string _root = Path.Combine(Path.GetTempPath(), "fhirtyped-packages-" + Guid.NewGuid().ToString("N"));

    /// <summary>The version of the packages: no other build has it, so no cache can stand in for them.</summary>
    public string Version { get; } = "0.1.0-test." + DateTime.UtcNow.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The folder with the packages.</summary>
    public string Folder => Path.Combine(_root, "feed");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        foreach (var project in Packages)
        {
            var (exitCode, output) = await DotNet.RunAsync(
                TestFiles.RepositoryRoot, "pack", "src/" + project, "--no-build", "-c", Configuration, "-o", Folder, "-p:Version=" + Version);
            Assert.True(exitCode == 0, output);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A package's path.</summary>
    public string PathOf(string id) => Path.Combine(Folder, id + "." + Version + ".nupkg");

    /// <summary>The path of the package with the symbols of a package.</summary>
    public string SymbolsOf(string id) => Path.Combine(Folder, id + "." + Version + ".snupkg");

    /// <summary>Makes a project that references packages, as a user would, and knows nothing of this repository.</summary>
    public string MakeProject(string name, string[] packages, params (string Path, string Text)[] files)
    {
        var folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        var references = string.Concat(packages.Select(id => $"""<PackageReference Include="{id}" Version="{Version}" />"""));

        // What the packages themselves depend on is in the machine's package folder: building the tests put it there.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="packages" value="{Folder}" /><add key="dependencies" value="{cache}" /></packageSources>
            </configuration>
            """);
        Write(name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestorePackagesPath>{Path.Combine(_root, "restored")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """);
        foreach (var (path, text) in files)
        {
            Write(path, text);
        }

        return folder;

        void Write(string path, string text) => File.WriteAllText(Path.Combine(folder, path), text);
    }
}
