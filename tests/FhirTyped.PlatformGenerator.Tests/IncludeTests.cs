using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Includes: what the platform rules out does not compile.</summary>
public sealed class IncludeTests
{
    private static readonly string Clinic = Statement(
        Resource("Observation", "search-type", "subject:reference patient:reference focus:reference -ward:reference code:token",
            includes: "Observation:subject -ward Observation:patient:Patient", revIncludes: "Provenance:target Observation:focus DiagnosticReport:result:Observation"),
        Resource("Patient", "search-type", "family:string general-practitioner:reference"),
        Resource("Encounter", "search-type", "subject:reference", includes: "*", revIncludes: "*"),
        Resource("DiagnosticReport", "search-type", "result:reference"),
        Resource("Device", "read"));

    [Theory]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").Include(x => x.Subject))")]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").Include(x => x.Ward))")]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").Include(x => x.Patient, \"Patient\"))")]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").RevInclude((Mercy.ProvenanceQuery p) => p.Target))")]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").RevInclude((Mercy.ObservationQuery o) => o.Focus, iterate: true))")]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").RevInclude((Mercy.DiagnosticReportQuery o) => o.Result))")]
    [InlineData("mercy.Patient.Search(q => q.Family.StartsWith(\"S\").Include(x => x.GeneralPractitioner))")]
    [InlineData("mercy.Patient.Search(q => q.Family.StartsWith(\"S\").RevInclude((Mercy.ObservationQuery o) => o.Subject))")]
    [InlineData("mercy.Patient.Search(q => q.Family.StartsWith(\"S\").RevInclude((Mercy.ObservationQuery o) => o.Ward))")]
    [InlineData("mercy.Encounter.Search(q => q.Subject.Is(\"1\").Include(x => x.Subject).RevInclude((Mercy.ObservationQuery o) => o.Focus))")]
    [InlineData("mercy.Patient.Search(q => q.Family.StartsWith(\"S\").IncludeIterate((Mercy.ObservationQuery o) => o.Focus))")]
    public void Include_ThatIsNotRuledOut_Compiles(string search) => Assert.Empty(Errors(search));

    [Theory]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").Include(x => x.Focus))")]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").RevInclude((Mercy.EncounterQuery e) => e.Subject))")]
    [InlineData("mercy.Observation.Search(q => q.Code.Is(\"c\").RevInclude((Mercy.ObservationQuery o) => o.Subject))")]
    [InlineData("mercy.Patient.Search(q => q.Family.StartsWith(\"S\").RevInclude((Mercy.DiagnosticReportQuery r) => r.Result))")]
    [InlineData("mercy.Patient.Search(q => q.Family.StartsWith(\"S\").RevInclude((StJude.ObservationQuery o) => o.Subject))")]
    public void Include_ThatThePlatformRulesOut_OrThatLeadsElsewhere_DoesNotCompile(string search) =>
        Assert.Contains(Errors(search), static error => error.Id is "CS0315");

    [Fact]
    public void QueryOfATypeThatCannotBeSearched_HasTheReferencesOfReverseIncludesOnly()
    {
        var assembly = Begin().WithPlatform("mercy", Clinic).Run().Load();

        Assert.Equal(["Target"], assembly.MembersOf("Mercy+ProvenanceQuery"));
        Assert.Null(assembly.TypeOf("Mercy").GetProperty("Provenance"));
    }

    [Fact]
    public void Sets_AreSharedByTheirContents()
    {
        var source = Begin().WithPlatform("mercy", Clinic).Run().Sources["Mercy.References.g.cs"].ToString();

        Assert.Contains("public readonly struct Patient : global::FhirTyped.IReferenceTargets, IPatient, global::FhirTyped.IIncludable, global::FhirTyped.IRevIncludable<PatientQuery> { }", source, StringComparison.Ordinal);
        Assert.Equal(1, source.Split("public readonly struct Patient ").Length - 1);
    }

    private static IEnumerable<Diagnostic> Errors(string search) => Begin()
        .WithPlatform("mercy", Clinic).WithPlatform("st-jude", Clinic)
        .WithSource($$"""
            using FhirTyped;

            namespace Acme;

            public static class Use
            {
                public static object Build(Mercy mercy) => {{search}};
            }
            """)
        .Run().CompilerProblems.Where(static problem => problem.Severity == DiagnosticSeverity.Error);
}
