using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Chained searches: what compiles, what is sent, and what an editor offers.</summary>
public sealed class ChainTests
{
    private static readonly string Clinic = Statement(
        Resource("Observation", "search-type", "subject:reference patient:reference focus:reference -ward:reference date:date code:token"),
        Resource("Patient", "search-type", "family:string general-practitioner:reference"),
        Resource("Practitioner", "search-type", "name:string"),
        Resource("Provenance", "search-type", "target:reference"),
        Resource("Device", "read"),
        Resource("Group", "search-type", "code:token"));

    [Theory]
    [InlineData("q.Subject.Patient(p => p.Family.StartsWith(\"S\"))", "subject:Patient.family=S")]
    [InlineData("q.Patient.Patient(p => p.Family.Exactly(\"S\"))", "patient:Patient.family:exact=S")]
    [InlineData("q.Subject.Patient(p => p.GeneralPractitioner.Practitioner(d => d.Name.StartsWith(\"D\")))", "subject:Patient.general-practitioner:Practitioner.name=D")]
    [InlineData("q.Subject.Group(g => g.Code.Is(\"a\")).Code.Is(\"b\")", "subject:Group.code=a&code=b")]
    [InlineData("q.Focus.Patient(p => p.Family.StartsWith(\"S\"))", "focus:Patient.family=S")]
    [InlineData("q.Subject.Is(\"Patient\", \"1\")", "subject=Patient/1")]
    [InlineData("q.Ward.Is(\"1\")", "-ward=1")]
    [InlineData("q.All().Include(x => x.Subject)", "_include=Observation:subject")]
    [InlineData("q.All().RevInclude((Mercy.ProvenanceQuery p) => p.Target)", "_revinclude=Provenance:target")]
    [InlineData("q.Has((Mercy.ProvenanceQuery p) => p.Target, p => p.Target.Is(\"1\"))", "_has:Provenance:target:target=1")]
    [InlineData("q.All().Sort(x => x.Subject)", "_sort=subject")]
    public async Task Chain_IsSentAsTheStandardSays(string query, string expected)
    {
        using var server = new RecordingServer(static _ => """{ "resourceType": "Bundle", "type": "searchset" }""");

        // A second platform is in scope, too, with methods of the same names.
        var run = Begin().WithPlatform("mercy", Clinic).WithPlatform("st-jude", Clinic).WithSource(Use(query)).Run();
        await (Task)run.Load().TypeOf("Use").GetMethod("Run")!.Invoke(null, [server.Client])!;

        Assert.Equal("/r4/Observation?" + expected, Uri.UnescapeDataString(Assert.Single(server.Requests)));
    }

    [Theory]
    [InlineData("q.Subject.Practitioner(p => p.Name.StartsWith(\"D\"))")]
    [InlineData("q.Subject.Device(d => { })")]
    [InlineData("q.Ward.Patient(p => p.Family.StartsWith(\"S\"))")]
    [InlineData("q.Subject.Patient((StJude.PatientQuery p) => p.Family.StartsWith(\"S\"))")]
    public void Chain_ToWhereTheParameterDoesNotLead_DoesNotCompile(string query)
    {
        var run = Begin().WithPlatform("mercy", Clinic).WithPlatform("st-jude", Clinic).WithSource(Use(query)).Run();

        Assert.Contains(run.CompilerProblems, static problem => problem.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("Subject", "Group Patient")]
    [InlineData("Patient", "Patient")]
    [InlineData("Focus", "Group Observation Patient Practitioner Provenance")]
    [InlineData("Ward", "")]
    public void Editor_OffersOnlyWhereTheParameterLeads(string property, string expected)
    {
        var run = Begin().WithPlatform("mercy", Clinic).WithPlatform("st-jude", Clinic).WithSource(Use("q." + property + ".Is(\"1\")")).Run();
        var tree = run.Compilation.SyntaxTrees.Single(static tree => tree.ToString().Contains("class Use", StringComparison.Ordinal));
        var member = tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>().Single(node => node.ToString() == "q." + property);
        var model = run.Compilation.GetSemanticModel(tree);

        var offered = model.LookupSymbols(member.SpanStart, model.GetTypeInfo(member).Type, includeReducedExtensionMethods: true)
            .OfType<IMethodSymbol>().Where(static method => method.ReducedFrom is not null).Select(static method => method.Name).Order(StringComparer.Ordinal);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), offered);
    }

    [Fact]
    public void Chain_WithoutACriterion_Throws()
    {
        var run = Begin().WithPlatform("mercy", Clinic).WithSource(Use("q.Subject.Patient(p => { })")).Run();
        using var server = new RecordingServer(static _ => "");

        var thrown = Assert.ThrowsAny<Exception>(() => ((Task)run.Load().TypeOf("Use").GetMethod("Run")!.Invoke(null, [server.Client])!).GetAwaiter().GetResult());

        Assert.IsType<ArgumentException>(thrown.GetBaseException());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void PlatformWithoutReferences_HasNoFileForThem()
    {
        var run = Begin().WithPlatform("mercy", Statement(Resource("Patient", "search-type", "name:string"))).Run();

        Assert.Equal(["Mercy.Patient.g.cs", "Mercy.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
    }

    private static string Use(string query) => $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using FhirTyped;

        namespace Acme;

        public static class Use
        {
            public static async Task Run(HttpClient http)
            {
                var mercy = FhirPlatform.Create<Mercy>(http, o => { o.BaseUrl = new Uri("https://mercy.example.org/r4/"); o.DroppedFilters = DroppedFilterHandling.Allow; });
                await mercy.Observation.Search(q => {{query}}).ToListAsync(10);
            }
        }
        """;
}
