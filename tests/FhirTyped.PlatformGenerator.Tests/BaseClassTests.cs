using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>The class of a platform derives from that of the platform that it extends where it lacks nothing of it, and only there.</summary>
public sealed class BaseClassTests
{
    private static readonly string Parent = Statement(
        Resource("Patient", "read search-type", "name:string general-practitioner:reference"), Resource("Practitioner", "read search-type", "family:string"));

    [Theory]
    [InlineData("""{ "extends": "epic" }""", true)]
    [InlineData("""{ "extends": "epic", "rules": [{ "resource": "Patient", "requires_one_of": [["name"]], "source": "test" }] }""", true)]
    [InlineData("""{ "extends": "epic", "supported_resources": ["Patient"] }""", false)]
    [InlineData("""{ "extends": "epic", "rules": [{ "resource": "Patient", "ignored": ["name"], "source": "test" }] }""", true)]
    public void ItDerives_WhereNothingIsLacking(string file, bool derives)
    {
        var run = Begin().WithPlatform("epic", Parent).WithText(Folder + "mercy.platform.json", file).Run();
        Assert.Empty(run.Diagnostics);
        Assert.Equal(derives ? "Epic" : "FhirPlatformClient", BaseOf(run, "Mercy"));
        Assert.Equal("FhirPlatformClient", BaseOf(run, "Epic"));
    }

    [Theory]
    [InlineData("read search-type", "name:string general-practitioner:reference birthdate:date", "read search-type create", true)]
    [InlineData("read search-type", "name:string", "read search-type", false)]
    [InlineData("read", "name:string general-practitioner:reference", "read search-type", false)]
    [InlineData("read search-type", "name:string general-practitioner:reference", "read", false)]
    public void ItsOwnStatement_MayHaveMore_AndNotLess(string patient, string parameters, string practitioner, bool derives)
    {
        var own = Statement(Resource("Patient", patient, parameters), Resource("Practitioner", practitioner, "family:string"), Resource("Device", "read"));
        var run = Begin().WithPlatform("epic", Parent).WithPlatform("mercy", own, "\"extends\": \"epic\"").Run();
        Assert.Equal(derives ? "Epic" : "FhirPlatformClient", BaseOf(run, "Mercy"));
        run.Load();
    }

    [Fact]
    public void AMethodOfThePlatform_TakesTheHospital_WithChainsAndIncludes()
    {
        var run = Begin().WithPlatform("epic", Parent).WithText(Folder + "mercy.platform.json", """{ "extends": "epic" }""")
            .WithText(Folder + "region.platform.json", """{ "extends": "mercy", "display_name": "Region" }""")
            .WithSource("""
                using FhirTyped;
                namespace Acme
                {
                    public static class Use
                    {
                        public static object Of(Epic epic) => epic.Patient.Search(q => q.Name.StartsWith("x").GeneralPractitioner.Practitioner(p => p.Family.StartsWith("y")));
                        public static object OfMercy(Mercy mercy) => mercy.Patient.Search(q => q.Name.StartsWith("x").GeneralPractitioner.Practitioner(p => p.Family.StartsWith("y")));
                        public static object All(Mercy mercy, Region region) => new[] { Of(mercy), Of(region), OfMercy(region) };
                        public static FhirTyped.PlatformDescriptor Descriptor => Mercy.Descriptor;
                    }
                }
                """).Run();
        Assert.Empty(run.Diagnostics);
        Assert.Equal(("Epic", "Mercy"), (BaseOf(run, "Mercy"), BaseOf(run, "Region")));
        var assembly = run.Load();
        Assert.Equal("mercy", assembly.GetType("Acme.Use")!.GetProperty("Descriptor")!.GetValue(null)!.ToString());
    }

    [Fact]
    public void AParentOfAReferencedAssembly_IsTheBaseClassToo()
    {
        var library = LiveCompilation.Emit(Begin().WithPlatform("epic", Parent).Run().Compilation.WithAssemblyName("Library"));
        var run = Begin(MetadataReference.CreateFromImage(library)).WithText(Folder + "mercy.platform.json", """{ "extends": "epic" }""").Run();
        Assert.Empty(run.Diagnostics);
        Assert.Equal("Epic", BaseOf(run, "Mercy"));
        Assert.Equal("Library", run.Compilation.GetTypeByMetadataName("Acme.Mercy")!.BaseType!.ContainingAssembly.Name);
        LiveCompilation.Load(run.Compilation, library);
    }

    private static string BaseOf(GeneratorRun run, string className) => run.Compilation.GetTypeByMetadataName("Acme." + className)!.BaseType!.Name;
}
