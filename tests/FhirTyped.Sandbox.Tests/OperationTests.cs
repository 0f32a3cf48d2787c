using System.Net;
using FhirTyped.Platforms;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

public sealed class OperationTests
{
    [Fact]
    public async Task Everything_GivesTheRecordOfOnePatientPageByPage()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var own = People.Laboratory("own", "p1");
        own.Performer.Add(new ResourceReference { Reference = "Practitioner/dr" });
        own.Performer.Add(new ResourceReference { Reference = "Patient/p2" });
        await sandbox.LoadAsync([People.Patient("p1"), People.Patient("p2"), own, People.Laboratory("other", "p3"), new Practitioner { Id = "dr" }]);
        var hapi = sandbox.CreateClient<Hapi>();
        var all = await hapi.Patient.Everything("p1", new EverythingOptions { Count = 1 }).ToListAsync(10);
        var some = await hapi.Patient.Everything("p1", new EverythingOptions { Types = ["Observation"] }).ToListAsync(10);
        var none = await hapi.Patient.Everything("p1", new EverythingOptions { Since = DateTimeOffset.UtcNow.AddDays(1) }).ToListAsync(10);

        Assert.Equal(["Patient/p1", "Observation/own", "Practitioner/dr"], all.Select(static resource => resource.TypeName + "/" + resource.Id));
        Assert.Equal("own", Assert.Single(some).Id);
        Assert.Empty(none);
        Assert.Equal(5, sandbox.Requests.Count);
        await Assert.ThrowsAsync<FhirNotFoundException>(() => hapi.Patient.Everything("p9").ToListAsync(1));
    }

    [Fact]
    public async Task Lastn_GivesTheNewestOfEachCode()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(
            People.Laboratory("old", "p1", effective: "2025-01-01"), People.Laboratory("new", "p1", effective: "2026-01-01"),
            People.Laboratory("else", "p1", code: "4548-4", effective: "2024-01-01"), People.Laboratory("other", "p2", effective: "2026-02-01"));
        var hapi = sandbox.CreateClient<Hapi>();
        var one = await hapi.Observation.Lastn(q => q.Patient.Is("p1")).ToListAsync(10);
        var two = await hapi.Observation.Lastn(q => q.Patient.Is("p1"), max: 2).ToListAsync(10);

        Assert.Equal(["new", "else"], one.Select(static observation => observation.Id));
        Assert.Equal(3, two.Count);
    }

    [Fact]
    public async Task Match_OnEpic_GradesItsCandidates()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Epic>();
        var identified = People.Patient("certain");
        identified.Identifier.Add(new Identifier { System = "urn:s", Value = "1" });
        await sandbox.LoadAsync(identified, People.Patient("probable"), People.Patient("possible", given: "Max"), People.Patient("no", birthDate: "1999-01-01"));
        var epic = sandbox.CreateClient<Epic>();
        var known = People.Patient("");
        known.Id = null;
        known.Identifier.Add(new Identifier { System = "urn:s", Value = "1" });
        var page = await epic.Patient.MatchAsync(known);
        var certain = await epic.Patient.MatchAsync(known, new MatchOptions { OnlyCertainMatches = true });

        Assert.Equal(["certain", "probable", "possible"], page.Matches.Select(static patient => patient.Id));
        Assert.Equal([1m, 0.9m, 0.7m], page.Bundle.Entry.Select(static entry => entry.Search!.Score!.Value));
        Assert.Equal("certain", Assert.Single(certain.Matches).Id);
    }

    [Fact]
    public async Task Docref_FindsTheDocumentsOfAPatient()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Meditech>();
        DocumentReference Of(string id, string patient, string date) => new()
        {
            Id = id,
            Status = DocumentReferenceStatus.Current,
            Subject = new ResourceReference { Reference = "Patient/" + patient },
            Date = FhirInstant.Parse(date + "T00:00:00Z"),
        };
        await sandbox.LoadAsync(Of("a", "p1", "2026-01-01"), Of("b", "p1", "2024-01-01"), Of("c", "p2", "2026-01-01"));
        var found = await sandbox.CreateClient<Meditech>().DocumentReference
            .Docref("p1", new DocrefOptions { Start = FhirDateTime.Parse("2025-01-01") }).ToListAsync(10);

        Assert.Equal("a", Assert.Single(found).Id);
    }

    [Fact]
    public async Task Validate_FindsWhatTheModelKnows_AndStoresNothing()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var hapi = sandbox.CreateClient<Hapi>();
        var right = await hapi.Patient.ValidateAsync(People.Patient("p1"));
        using var wrong = await sandbox.CreateHttpClient().SendAsync(
            HttpMethod.Post, "Patient/$validate", """{"resourceType":"Patient","gendre":"male"}""", "application/fhir+json");

        Assert.Equal(IssueSeverity.Information, right.Issue[0].Severity);
        var issue = (await wrong.ReadAsync<OperationOutcome>()).Issue[0];
        Assert.StartsWith("Unknown element at Patient.? (line 1,", issue.Diagnostics, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Count);
    }

    [Fact]
    public async Task Terminology_OfWhatWasLoaded()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(
            new CodeSystem
            {
                Id = "cs", Url = "urn:cs", Name = "Letters", Status = PublicationStatus.Active, Content = CodeSystemContentMode.Complete,
                Concept = { new CodeSystemConcept { Code = "a", Display = "Alpha", Concept = { new CodeSystemConcept { Code = "b", Display = "Beta" } } } },
            },
            new ValueSet
            {
                Id = "vs", Url = "urn:vs", Status = PublicationStatus.Active,
                Compose = new ValueSetCompose { Include = { new ValueSetComposeInclude { System = "urn:cs" } } },
            },
            new ConceptMap
            {
                Id = "cm", Url = "urn:cm", Status = PublicationStatus.Active,
                Group =
                {
                    new ConceptMapGroup
                    {
                        Source = "urn:cs", Target = "urn:other",
                        Element = { new ConceptMapGroupElement { Code = "b", Target = { new ConceptMapGroupElementTarget { Code = "2", Equivalence = ConceptMapEquivalence.Equivalent } } } },
                    },
                },
            });
        var hapi = sandbox.CreateClient<Hapi>();
        var beta = new Coding { System = "urn:cs", Code = "b" };
        var expanded = await hapi.ValueSet.ExpandAsync("urn:vs", new ExpandOptions { Filter = "BET" });
        var unknown = await hapi.ValueSet.ValidateCodeAsync("urn:vs", new Coding { System = "urn:cs", Code = "z" });

        Assert.Equal("b", Assert.Single(expanded.Expansion!.Contains).Code);
        Assert.Equal(("Letters", "Beta"), ((await hapi.CodeSystem.LookupAsync(beta)).Name, (await hapi.CodeSystem.LookupAsync(beta)).Display));
        Assert.True((await hapi.ValueSet.ValidateCodeAsync("urn:vs", beta)).IsValid);
        Assert.False(unknown.IsValid);
        Assert.Equal(("equivalent", "2"), ((await hapi.ConceptMap.TranslateAsync(beta)).Matches[0].Equivalence, (await hapi.ConceptMap.TranslateAsync(beta)).Matches[0].Concept!.Code));
        await Assert.ThrowsAsync<FhirNotFoundException>(() => hapi.CodeSystem.LookupAsync(new Coding { System = "urn:none", Code = "a" }));
    }

    [Fact]
    public async Task Operation_ThatTheSandboxDoesNotCarryOut_Is501_AndOneThatIsNotDeclared404()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var http = sandbox.CreateHttpClient();
        using var declared = await http.SendAsync(HttpMethod.Post, "Patient/$meta", new Parameters());
        using var missing = await http.SendAsync(HttpMethod.Post, "Patient/$match", new Parameters());

        Assert.Equal((HttpStatusCode.NotImplemented, HttpStatusCode.NotFound), (declared.StatusCode, missing.StatusCode));
    }
}
