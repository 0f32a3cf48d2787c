using FhirTyped.Capabilities;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

public sealed class ExtendsTests
{
    private static readonly string Parent = Statement(Resource("Patient", "read search-type", "name:string"), Resource("Observation", "read"));

    [Fact]
    public void Child_HasWhatItsParentHas_UnderItsOwnName()
    {
        var assembly = Begin().WithPlatform("epic", Parent)
            .WithText(Folder + "mercy.platform.json", """{ "extends": "epic", "fhir_base_url": "https://mercy.example.org/r4" }""").Run().Load();

        Assert.Equal(assembly.MembersOf("Epic"), assembly.MembersOf("Mercy"));
        Assert.Equal(assembly.MembersOf("Epic+PatientQuery"), assembly.MembersOf("Mercy+PatientQuery"));
    }

    [Fact]
    public void Chain_OfThree_InheritsAndOverrides()
    {
        var run = Begin().WithPlatform("epic", Parent)
            .WithText(Folder + "group.platform.json", """{ "extends": "epic", "supported_resources": ["Patient"], "limits": { "max_count": 7 } }""")
            .WithText(Folder + "mercy.platform.json", """{ "extends": "group", "display_name": "Mercy" }""").Run();

        var manifest = ManifestOf(run, "Mercy");
        Assert.Equal(["Descriptor", "Patient"], run.Load().MembersOf("Mercy"));
        Assert.Equal(7, manifest.Limits.MaximumCount);
    }

    [Fact]
    public void Child_WithItsOwnStatement_HasThatOnly()
    {
        var assembly = Begin().WithPlatform("epic", Parent)
            .WithPlatform("mercy", Statement(Resource("Device", "read")), "\"extends\": \"epic\"").Run().Load();

        Assert.Equal(["Descriptor", "Device"], assembly.MembersOf("Mercy"));
    }

    [Fact]
    public void ParentInAReferencedAssembly_IsFoundByItsId()
    {
        var library = LiveCompilation.Emit(Begin().WithPlatform("epic", Parent).Run().Compilation.WithAssemblyName("Library"));

        var run = Begin(MetadataReference.CreateFromImage(library))
            .WithText(Folder + "mercy.platform.json", """{ "extends": "epic", "fhir_base_url": "https://mercy.example.org/r4" }""").Run();

        Assert.Empty(run.Diagnostics);
        Assert.Equal(["Descriptor", "Observation", "Patient"], LiveCompilation.Load(run.Compilation, library).MembersOf("Mercy"));
        Assert.Equal("https://mercy.example.org/r4", ManifestOf(run, "Mercy").FhirBaseUrl);
    }

    [Fact]
    public void ParentInBothTheProjectAndAnAssembly_IsThatOfTheProject()
    {
        var library = LiveCompilation.Emit(Begin().WithPlatform("epic", Parent).Run().Compilation.WithAssemblyName("Library"));

        var run = Begin(MetadataReference.CreateFromImage(library)).WithPlatform("epic", Statement(Resource("Device", "read")))
            .WithText(Folder + "mercy.platform.json", """{ "extends": "epic" }""").Run();

        Assert.Equal("Device", Assert.Single(ManifestOf(run, "Mercy").Resources).Type);
    }

    private static PlatformManifest ManifestOf(GeneratorRun run, string className)
    {
        var attribute = run.Compilation.GetTypeByMetadataName("Acme." + className)!.GetAttributes()
            .Single(static data => data.AttributeClass!.Name == "FhirPlatformManifestAttribute");
        return ManifestText.Read((string)attribute.ConstructorArguments[0].Value!);
    }
}
