using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using static FhirTyped.PlatformGenerator.Tests.PlatformProject;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>Code for any platform whose queries have a search parameter.</summary>
public sealed class SearchInterfaceTests
{
    private static readonly string Clinic = Statement(
        Resource("Patient", "search-type", "identifier:token family:string -ward:token"),
        Resource("Observation", "search-type", "subject:reference focus:reference date:date -code:string"),
        Resource("AuditEvent", "search-type", "source:reference _source:uri"));

    private static readonly string Hospital = Statement(
        Resource("Patient", "search-type", "identifier:token"), Resource("Observation", "search-type", "subject:reference -code:token"));

    private static readonly string Unnumbered = Statement(Resource("Patient", "search-type", "family:string -identifier:token"));

    [Theory]
    [InlineData("Mercy")]
    [InlineData("StJude")]
    public async Task GenericMethod_SearchesEachPlatformThatHasTheParameter(string platform)
    {
        using var server = new RecordingServer(static _ => """{ "resourceType": "Bundle", "type": "searchset" }""");
        var use = Project("await ByRecordNumber(client.Patient, \"urn:mrn\", \"1\"); await ForSubject(client.Observation, \"Patient/1\");", platform).Run().Load().TypeOf("Use");

        await (Task)use.GetMethod("Run")!.Invoke(null, [server.Client])!;

        Assert.Equal(["/r4/Patient?identifier=urn:mrn%7C1", "/r4/Observation?subject=Patient/1"], server.Requests);
    }

    [Fact]
    public void GenericMethod_ForAPlatformWithoutTheParameter_DoesNotCompile()
    {
        var run = Project("await ByRecordNumber(client.Patient, \"urn:mrn\", \"1\");", "Unnumbered").Run();

        Assert.Equal("CS0311", Assert.Single(run.CompilerProblems).Id);
    }

    [Theory]
    [InlineData("Patient", "ISearchByFamily ISearchByIdentifier")]
    [InlineData("Observation", "ISearchByDate ISearchByFocusReference ISearchBySubject")]
    [InlineData("AuditEvent", "ISearchBySourceReference")]
    public void Query_ImplementsTheInterfacesOfWhatItHas_ByNameAndType(string resourceType, string expected)
    {
        var query = Begin().WithPlatform("mercy", Clinic).Run().Load().TypeOf("Mercy+" + resourceType + "Query");

        Assert.Equal(
            expected.Split(' '),
            query.GetInterfaces().Select(static type => type.Name.Split('`')[0]).Where(static name => name != "IFhirQuery").Order(StringComparer.Ordinal));
    }

    private static GeneratorSession Project(string body, string platform) => Begin()
        .WithPlatform("mercy", Clinic).WithPlatform("st-jude", Hospital).WithPlatform("unnumbered", Unnumbered)
        .WithSource($$"""
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;
            using FhirTyped;
            using FhirTyped.R4;

            namespace Acme;

            public static class Use
            {
                public static async Task Run(HttpClient http)
                {
                    var client = FhirPlatform.Create<{{platform}}>(http, o => { o.BaseUrl = new Uri("https://mercy.example.org/r4/"); o.DroppedFilters = DroppedFilterHandling.Allow; });
                    {{body}}
                }

                private static Task<Patient?> ByRecordNumber<TQuery>(ISearchEndpoint<Patient, TQuery> patients, string system, string value)
                    where TQuery : FhirQuery<TQuery>, IFhirQuery, ISearchByIdentifier<TQuery>, new() =>
                    patients.Search(q => q.Identifier.Is(system, value)).FirstOrDefaultAsync();

                private static Task<Observation?> ForSubject<TQuery>(ISearchEndpoint<Observation, TQuery> observations, string subject)
                    where TQuery : FhirQuery<TQuery>, IFhirQuery, ISearchBySubject<TQuery>, new() =>
                    observations.Search(q => q.Subject.Is(subject)).FirstOrDefaultAsync();
            }
            """);
}
