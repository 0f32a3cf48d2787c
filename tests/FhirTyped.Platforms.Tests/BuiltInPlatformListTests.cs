using System.Reflection;
using FhirTyped.TestKit;

namespace FhirTyped.Platforms.Tests;

/// <summary>The built-in platforms as data.</summary>
public sealed class BuiltInPlatformListTests
{
    private static string Folder => Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms");

    [Fact]
    public void All_HasEveryPlatformOnce_InTheOrderOfTheIds() => Assert.Equal(
        Directory.GetDirectories(Folder).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal),
        BuiltInPlatforms.All.Select(static platform => platform.Id));

    [Fact]
    public void Descriptors_AreThoseOfTheClasses_WhichHaveNothingToInitialize()
    {
        foreach (var attribute in typeof(Epic).Assembly.GetCustomAttributes<FhirPlatformAttribute>())
        {
            Assert.True(BuiltInPlatforms.TryGet(attribute.Id, out var platform));
            Assert.Same(platform, attribute.Platform.GetProperty("Descriptor")!.GetValue(null));
            Assert.Null(attribute.Platform.TypeInitializer);
        }
    }

    [Fact]
    public void FilesThatAreReadAtRunTime_SayWhatTheCompiledPlatformsSay()
    {
        var read = PlatformFiles.LoadDirectory(Folder);

        Assert.Equal(BuiltInPlatforms.All.Select(static platform => platform.Id), read.Select(static platform => platform.Id));
        foreach (var (compiled, platform) in BuiltInPlatforms.All.Zip(read))
        {
            Assert.True(compiled.Manifest.Equals(platform.Manifest), compiled.Id);
        }
    }

    [Fact]
    public void FileOfAHospital_ExtendsABuiltInPlatform()
    {
        var folder = Directory.CreateTempSubdirectory("hospital-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "mercy.platform.json"), """{ "id": "mercy", "extends": "epic", "fhir_base_url": "https://fhir.mercy.example.org/r4" }""");

            var mercy = Assert.Single(PlatformFiles.LoadDirectory(folder.FullName, BuiltInPlatforms.All));

            Assert.Equal("https://fhir.mercy.example.org/r4", mercy.Manifest.FhirBaseUrl);
            Assert.Equal(Epic.Descriptor.Manifest.Rules, mercy.Manifest.Rules);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
