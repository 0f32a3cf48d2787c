using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Classes with <c>[FhirPlatformGroup]</c>: which members they get, and when they are emitted.</summary>
public sealed class SeveralPlatformsTests
{
    private static readonly string One = Statement(
        Resource("Observation", "read search-type", "subject:reference -ward:date code:token"),
        Resource("Patient", "read search-type update", "identifier:token family:string"),
        Resource("Account", "read"));

    private static readonly string Other = Statement(
        Resource("Observation", "search-type", "subject:reference -ward:string code:token"),
        Resource("Patient", "read search-type delete", "identifier:token given:string"));

    [Theory]
    [InlineData("[FhirPlatformGroup(typeof(Mercy), typeof(StJude))] internal partial class Hospitals;")]
    [InlineData("[FhirPlatformGroup(typeof(Acme.Mercy), typeof(global::Acme.StJude))] internal sealed partial class Hospitals { }")]
    [InlineData("[FhirPlatformGroup(new[] { typeof(Mercy), typeof(StJude) })] public partial class Hospitals;")]
    [InlineData("[FhirPlatformGroup([typeof(Mercy), typeof(StJude)])] public sealed partial class Hospitals;")]
    public void Class_HasExactlyWhatAllPlatformsHave(string declaration)
    {
        var assembly = Project(declaration).Run().Load();

        Assert.Equal(["Observation", "Over", "Patient", "Platforms"], assembly.MembersOf("Hospitals").Where(static name => !name.Contains('.')));
        Assert.Equal(["Search"], assembly.MembersOf("Hospitals+ObservationEndpoint"));
        Assert.Equal(["ReadAsync", "Search", "TryReadAsync"], assembly.MembersOf("Hospitals+PatientEndpoint"));
        Assert.Equal(["Code", "Subject"], assembly.MembersOf("Hospitals+ObservationQuery").Where(static name => !name.Contains('.')));
        Assert.Equal(["Identifier"], assembly.MembersOf("Hospitals+PatientQuery").Where(static name => !name.Contains('.')));
    }

    [Fact]
    public void PlatformsOfAReferencedAssembly_AndOfTheProject_GoTogether()
    {
        var library = LiveCompilation.Emit(Begin().WithPlatform("mercy", One).Run().Compilation.WithAssemblyName("Library"));
        var session = Begin(MetadataReference.CreateFromImage(library)).WithPlatform("st-jude", Other).WithSource(Declare("[FhirPlatformGroup(typeof(Mercy), typeof(StJude))] internal partial class Hospitals;"));

        var assembly = LiveCompilation.Load(session.Run().Compilation, library);

        Assert.Equal(["Observation", "Over", "Patient", "Platforms"], assembly.MembersOf("Hospitals").Where(static name => !name.Contains('.')));
    }

    [Fact]
    public async Task Search_GoesOverThePlatformsOwnConnection_WithItsHeaders()
    {
        using var server = new RecordingServer(static _ => """{ "resourceType": "Bundle", "type": "searchset" }""");
        var run = Project(
            """
            [FhirPlatformGroup(typeof(Mercy), typeof(StJude))] internal partial class Hospitals;

            public static class Use
            {
                public static async Task<string> Run(HttpClient http)
                {
                    var told = "";
                    foreach (var hospital in new FhirPlatformGroup<Hospitals>([Connect<StJude>(http, "st-jude"), Connect<Mercy>(http, "mercy")]).All)
                    {
                        await hospital.Observation.Search(q => q.Subject.Patient(p => p.Identifier.Is("urn:mrn", "1")).Code.Is("a")).ToListAsync(10);
                        told += hospital.Platform.Id + (hospital.Client is Mercy mercy && mercy.Account is not null ? "! " : " ");
                    }

                    return told;
                }

                private static T Connect<T>(HttpClient http, string path) where T : FhirPlatformClient, IFhirPlatform<T> =>
                    FhirPlatform.Create<T>(http, o => { o.BaseUrl = new Uri("https://example.org/" + path); o.DroppedFilters = DroppedFilterHandling.Allow; });
            }
            """).Run();

        var told = await (Task<string>)run.Load().TypeOf("Use").GetMethod("Run")!.Invoke(null, [server.Client])!;

        Assert.Equal("mercy! st-jude ", told);
        Assert.Equal(
            ["/mercy/Observation?subject:Patient.identifier=urn:mrn%7C1&code=a", "/st-jude/Observation?subject:Patient.identifier=urn:mrn%7C1&code=a"], server.Requests);
    }

    [Theory]
    [InlineData("_ = Hospitals.Over((Other)null!);", "CS1503")]
    [InlineData("_ = ((Hospitals)null!).Account;", "CS1061")]
    [InlineData("_ = ((Hospitals)null!).Patient.DeleteAsync(\"1\");", "CS1061")]
    [InlineData("_ = ((Hospitals)null!).Patient.Search(q => q.Family.StartsWith(\"S\"));", "CS1061")]
    [InlineData("_ = ((Hospitals)null!).Observation.Search(q => q.Ward.On(2025, 1, 1));", "CS1061")]
    public void WhatNotAllPlatformsHave_DoesNotCompile(string statement, string expected)
    {
        var run = Project("[FhirPlatformGroup(typeof(Mercy), typeof(StJude))] internal partial class Hospitals; internal static class Use { static void Run() { " + statement + " } }")
            .WithPlatform("other", Other).Run();

        Assert.Equal(expected, Assert.Single(run.CompilerProblems).Id);
    }

    [Theory]
    [InlineData("[FhirPlatformGroup(typeof(Mercy))] internal class Hospitals;", "CS0260")]
    [InlineData("[FhirPlatformGroup(typeof(Mercy))] internal abstract partial class Hospitals;", "CS0418")]
    [InlineData("[FhirPlatformGroup(typeof(Mercy))] internal partial class Hospitals : Exception;", "CS0263")]
    [InlineData("[FhirPlatformGroup(typeof(Mercy))] internal partial struct Hospitals;", "CS0592")]
    [InlineData("[FhirPlatformGroup(typeof(Nowhere))] internal partial class Hospitals;", "CS0246")]
    [InlineData("[FhirPlatformGroup(typeof(Mercy))] internal partial class Hospitals; [FhirPlatformGroup(typeof(StJude))] internal partial class Hospitals;", "CS0579")]
    public void ClassThatCannotBe_IsTheCompilersError_AndNoneOfTheGenerator(string declaration, string expected)
    {
        var run = Project(declaration).Run();

        Assert.Contains(expected, run.CompilerProblems.Select(static problem => problem.Id));
        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [InlineData("internal static partial class Outer { [FhirPlatformGroup(typeof(Mercy))] internal partial class Hospitals; }")]
    [InlineData("[FhirPlatformGroup(typeof(Mercy))] internal partial class Hospitals<T>;")]
    [InlineData("[FhirPlatformGroup] internal partial class Hospitals;")]
    [InlineData("[FhirPlatformGroup(typeof(string))] internal partial class Hospitals;")]
    public void ClassThatNothingCanBeMadeOf_GetsNoMembers(string declaration)
    {
        var run = Project(declaration).Run();

        Assert.DoesNotContain(run.Sources.Keys, static name => name.StartsWith("FhirPlatformGroup.", StringComparison.Ordinal));
    }

    [Fact]
    public void ClassesOfOneName_InSeveralNamespaces_AreSeveral()
    {
        var session = Project("[FhirPlatformGroup(typeof(Mercy))] public partial class Hospitals;")
            .WithSource("[FhirTyped.FhirPlatformGroup(typeof(Acme.StJude), typeof(Acme.Mercy), typeof(Acme.Mercy))] public partial class Hospitals;")
            .WithSource("namespace @class.Inner { using FhirTyped; [FhirPlatformGroup(typeof(Acme.StJude))] public partial class @record; }");

        var assembly = session.Run().Load();

        Assert.Contains("Account", assembly.MembersOf("Hospitals"));
        Assert.NotNull(assembly.GetType("Hospitals+PatientEndpoint"));
        Assert.NotNull(assembly.GetType("class.Inner.record+PatientEndpoint"));
    }

    [Fact]
    public void Keystroke_EmitsNothing()
    {
        var session = Project("[FhirPlatformGroup(typeof(Mercy), typeof(StJude))] internal partial class Hospitals;");
        session.Run();

        var run = session.WithSource("internal static class JustTyped;").Run();

        Assert.Equal(0, run.EmittedCount);
        Assert.Equal([IncrementalStepRunReason.Cached], run.ReasonsOf(PlatformGeneratorSteps.IntersectPlatforms));
    }

    [Fact]
    public void Keystroke_WithAPlatformOfAReferencedAssembly_EmitsNothing()
    {
        var library = LiveCompilation.Emit(Begin().WithPlatform("mercy", One).Run().Compilation.WithAssemblyName("Library"));
        var session = Begin(MetadataReference.CreateFromImage(library)).WithSource(Declare("[FhirPlatformGroup(typeof(Mercy))] internal partial class Hospitals;"));
        session.Run();

        var run = session.WithSource("internal static class JustTyped;").Run();

        Assert.Equal(0, run.EmittedCount);
        Assert.Equal([IncrementalStepRunReason.Cached], run.ReasonsOf(PlatformGeneratorSteps.IntersectPlatforms));
    }

    [Fact]
    public void EditedStatement_ThatChangesNothingInCommon_EmitsThatPlatformOnly()
    {
        var session = Project("[FhirPlatformGroup(typeof(Mercy), typeof(StJude))] internal partial class Hospitals;");
        var before = session.Run();

        var after = session.WithText(Folder + "mercy/capabilities.json", One.Replace("\"Account\"", "\"Appointment\"", StringComparison.Ordinal)).Run();
        var common = session.WithText(Folder + "mercy/capabilities.json", One.Replace("\"identifier\"", "\"active\"", StringComparison.Ordinal)).Run();

        Assert.Equal(["Mercy.Appointment.g.cs", "Mercy.g.cs"], Changed(before, after));
        Assert.Contains("FhirPlatformGroup.Acme.Hospitals.Patient.g.cs", Changed(after, common));
        Assert.DoesNotContain("FhirPlatformGroup.Acme.Hospitals.Observation.g.cs", Changed(after, common));
    }

    private static IEnumerable<string> Changed(GeneratorRun before, GeneratorRun after) =>
        after.Sources.Where(file => !before.Sources.TryGetValue(file.Key, out var text) || text != file.Value).Select(static file => file.Key).Order(StringComparer.Ordinal);

    private static GeneratorSession Project(string source) => Begin().WithPlatform("mercy", One).WithPlatform("st-jude", Other).WithSource(Declare(source));

    private static string Declare(string source) => """
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using FhirTyped;

        namespace Acme;

        """ + source;
}
