using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>In which versions of C# emitted code compiles, and what is said in the others: FHT0010, once.</summary>
public sealed class LanguageVersionTests
{
    private static readonly string Everything = Statement(
        Resource("Patient", "read vread history-instance history-type search-type create update patch delete", "family:string birthdate:date general-practitioner:reference", "Patient:general-practitioner"),
        Resource("Observation", "read search-type", "code:token patient:reference value-quantity:quantity", "", "Provenance:target"),
        Resource("Binary", "read"),
        Resource("Provenance", "search-type", "target:reference"));

    public static TheoryData<LanguageVersion> Versions =>
    [
        LanguageVersion.CSharp7_3, LanguageVersion.CSharp8, LanguageVersion.CSharp9, LanguageVersion.CSharp10, LanguageVersion.CSharp11, LanguageVersion.CSharp12,
        LanguageVersion.CSharp13, LanguageVersion.Preview,
    ];

    [Theory]
    [MemberData(nameof(Versions))]
    public void EmittedCode_CompilesOrIsNotEmitted(LanguageVersion version)
    {
        var run = Begin().WithPlatform("mercy", Everything).WithPlatform("st-jude", Everything)
            .WithSource("[FhirTyped.FhirPlatformGroup(typeof(Mercy), typeof(StJude))] public partial class Both { }".Replace("Mercy)", version < EmittedLanguage.Oldest ? "int)" : "Acme.Mercy)").Replace("StJude)", version < EmittedLanguage.Oldest ? "int)" : "Acme.StJude)"))
            .WithLanguage(version)
            .Run();

        if (version >= EmittedLanguage.Oldest)
        {
            Assert.DoesNotContain(run.Diagnostics, static problem => problem.Id == "FHT0010");
            Assert.Empty(run.Compilation.GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error).Select(static problem => problem.ToString()));
            return;
        }

        var error = Assert.Single(run.Diagnostics);
        Assert.Equal(("FHT0010", DiagnosticSeverity.Error, Location.None), (error.Id, error.Severity, error.Location));
        Assert.Contains("LangVersion to " + version.ToDisplayString() + ",", error.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void ProjectWithoutPlatforms_IsNotTold() =>
        Assert.Empty(Begin().WithText(Folder + "other.json", "{}").WithLanguage(LanguageVersion.CSharp8).Run().Diagnostics);

    [Fact]
    public void LaterVersion_EmitsAfterAll()
    {
        var session = Begin().WithPlatform("mercy", Everything).WithLanguage(LanguageVersion.CSharp8);
        session.Run();

        var run = session.WithLanguage(LanguageVersion.CSharp13).Run();

        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Result.GeneratedSources);
    }
}
