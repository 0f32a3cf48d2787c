using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Refit clients are emitted where a project asks for them, and only when something that they are made of changed.</summary>
public sealed class RefitClientTests
{
    private const string Ask = "[assembly: FhirTyped.FhirRefitClients<Acme.Mercy>]";

    private static readonly string Small = Statement(Resource("Observation", "read search-type", "code:token"), Resource("Patient", "read"), Resource("Provenance", ""));

    [Fact]
    public void WithoutTheAttribute_NothingIsEmitted() =>
        Assert.DoesNotContain(Begin().WithPlatform("mercy", Small).Run().Sources.Keys, static file => file.Contains("Refit", StringComparison.Ordinal));

    [Fact]
    public void OwnPlatform_HasAnInterfaceForEachTypeThatItSupports()
    {
        var run = Begin().WithPlatform("mercy", Small).WithSource(Ask).Run();
        Assert.Empty(run.CompilerProblems);
        Assert.Equal(
            ["Refit.Mercy.Observation.g.cs", "Refit.Mercy.Patient.g.cs"],
            run.Sources.Keys.Where(static file => file.StartsWith("Refit.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("public interface IMercyObservationApi", run.Sources["Refit.Mercy.Observation.g.cs"]);
    }

    [Theory]
    [InlineData("[assembly: FhirTyped.FhirRefitClients<Acme.Mercy>, FhirTyped.FhirRefitClients<Acme.Mercy>]")]
    [InlineData("using FhirTyped; [assembly: FhirRefitClients<global::Acme.Mercy>]")]
    [InlineData("using M = Acme.Mercy; [assembly: global::FhirTyped.FhirRefitClientsAttribute<M>]")]
    public void PlatformOfAnotherAssembly_HoweverItIsNamed(string source)
    {
        var library = LiveCompilation.Emit(Begin().WithPlatform("mercy", Small).Run().Compilation.WithAssemblyName("Library"));
        var run = Begin(MetadataReference.CreateFromImage(library)).WithSource(source).WithProperty("RootNamespace", "Mine").Run();
        Assert.Empty(run.CompilerProblems);
        Assert.Contains("namespace Mine", run.Sources["Refit.Mercy.Patient.g.cs"]);
        Assert.Contains("global::Acme.Mercy.ObservationQuery", run.Sources["Refit.Mercy.Observation.g.cs"]);
    }

    [Theory]
    [InlineData("[assembly: FhirTyped.FhirRefitClients<Acme.Nobody>]")]
    [InlineData("[assembly: FhirTyped.FhirRefitClients<FhirTyped.FhirPlatformClient>]")]
    [InlineData("[assembly: FhirTyped.FhirRefitClients<string>]")]
    [InlineData("[assembly: FhirTyped.FhirRefitClients<>]")]
    public void WhatIsNoPlatform_IsForTheCompilerToSay(string source)
    {
        var run = Begin().WithPlatform("mercy", Small).WithSource(source).Run();
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Sources.Keys, static file => file.StartsWith("Refit.", StringComparison.Ordinal));
    }

    [Fact]
    public void FirelysClasses_WithoutTheirPackage_AreAnErrorThatNamesIt()
    {
        var run = Begin().WithPlatform("mercy", Small).WithSource("[assembly: FhirTyped.FhirRefitClients<Acme.Mercy>(Model = FhirTyped.FhirModel.Firely)]").Run();
        Assert.Contains(run.Compilation.GetDiagnostics(), static problem => problem.Id == "CS1029" && problem.GetMessage().Contains("FhirTyped.Refit.Firely", StringComparison.Ordinal));
    }

    [Fact]
    public void Keystroke_EmitsNothing()
    {
        var session = Begin().WithPlatform("mercy", Small).WithSource(Ask);
        session.Run();

        var run = session.WithSource("internal static class JustTyped;").Run();

        Assert.Equal(0, run.EmittedCount);
        Assert.All(run.ReasonsOf(PlatformGeneratorSteps.ModelRefitClients), static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    [Fact]
    public void EditedResource_EmitsItsClientAlone()
    {
        var session = Begin().WithPlatform("mercy", Small).WithSource(Ask);
        var before = session.Run();

        var after = session.WithText(
            Folder + "mercy/capabilities.json", Statement(Resource("Observation", "read search-type", "code:token"), Resource("Patient", "read delete"), Resource("Provenance", ""))).Run();

        var changed = after.Sources.Where(file => !before.Sources.TryGetValue(file.Key, out var text) || text != file.Value).Select(static file => file.Key);
        Assert.Equal(["Mercy.Patient.g.cs", "Mercy.g.cs", "Refit.Mercy.Patient.g.cs"], changed.Order(StringComparer.Ordinal));
        Assert.Equal(3, after.EmittedCount);
    }
}
