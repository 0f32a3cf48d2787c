using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class OperationTests
{
    private static readonly Coding Code = new() { System = "http://loinc.org", Code = "718-7" };

    [Fact]
    public async Task Everything_StreamsAllPagesWithWhatCameAlong()
    {
        var client = FakeServer.Writer(static request => FakeServer.Json(request.RequestUri!.Query.Contains("page=2", StringComparison.Ordinal)
            ? """{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Encounter","id":"e1"},"search":{"mode":"include"} }] }"""
            : """
              {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"https://writing.example.org/r4/Patient/p1/$everything"},{"relation":"next","url":"https://writing.example.org/r4?page=2"}],
               "entry":[{"resource":{"resourceType":"Patient","id":"p1"},"search":{"mode":"match"} },{"resource":{"resourceType":"Observation","id":"o1"},"search":{"mode":"include"} }] }
              """), out var server);
        var options = new EverythingOptions { Start = new FhirDate(2025), Types = ["Observation", "Encounter"], Since = DateTimeOffset.UnixEpoch, Count = 2 };
        var ids = new List<string>();
        await foreach (var resource in client.Patient.Everything("p1", options))
        {
            ids.Add(resource.TypeName + "/" + resource.Id);
        }

        Assert.Equal(["Patient/p1", "Observation/o1", "Encounter/e1"], ids);
        Assert.Equal(
            "https://writing.example.org/r4/Patient/p1/$everything?start=2025&_since=1970-01-01T00%3A00%3A00%2B00%3A00&_type=Observation%2CEncounter&_count=2",
            server.Requests[0].Address.AbsoluteUri.Replace("Z&", "%2B00%3A00&", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lastn_SendsCriteriaAndNumber_AndJudgesThem()
    {
        var client = FakeServer.Writer(static request => FakeServer.Page(request.RequestUri!.AbsoluteUri, null), out var server);
        Assert.Empty(await client.Observation.Lastn(q => q.Patient.Is("p1").Category.Is("laboratory"), max: 3).ToListAsync(1));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Observation.Lastn(q => q.Where("code", "x")).ToListAsync(1));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Observation.Lastn(_ => { }).ToListAsync(1));

        Assert.Equal("https://writing.example.org/r4/Observation/$lastn?patient=p1&category=laboratory&max=3", Assert.Single(server.Requests).Address.AbsoluteUri);
    }

    [Fact]
    public async Task Docref_AsksByQuery()
    {
        var client = FakeServer.Writer(static request => FakeServer.Page(request.RequestUri!.AbsoluteUri, null), out var server);
        var options = new DocrefOptions { Start = FhirDateTime.Parse("2025-01-01"), Type = new Coding { System = "http://loinc.org", Code = "34133-9" } };
        Assert.Empty(await client.DocumentReference.Docref("p1", options).ToListAsync(1));

        Assert.Equal("?patient=p1&start=2025-01-01&type=http%3A%2F%2Floinc.org%7C34133-9", server.Requests[0].Address.Query);
    }

    [Fact]
    public async Task Validate_GivesTheOutcome_AlsoWhereTheServerRefuses()
    {
        const string Outcome = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"required"}] }""";
        var status = HttpStatusCode.OK;
        var client = FakeServer.Writer(_ => FakeServer.Json(Outcome, status), out var server);
        var right = await client.Patient.ValidateAsync(new Patient(), "http://example.org/profile");
        status = HttpStatusCode.PreconditionFailed;
        var refused = await client.Patient.ValidateAsync(new Patient());
        status = HttpStatusCode.InternalServerError;
        await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.ValidateAsync(new Patient()));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.ValidateAsync(new Patient(), " "));
        var sent = FhirJson.Read<Parameters>(server.Requests[0].Body);

        Assert.All([right, refused], static outcome => Assert.Equal(IssueType.Required, outcome.Issue[0].Code));
        Assert.Equal("https://writing.example.org/r4/Patient/$validate", server.Requests[0].Address.AbsoluteUri);
        Assert.IsType<Patient>(sent.Get("resource")!.Resource);
        Assert.Equal("http://example.org/profile", ((UriElement)sent.Get("profile")!.Value!).Value);
    }

    [Fact]
    public async Task Match_GivesTheCandidates()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""
            {"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"p1"},"search":{"mode":"match","score":0.9} }] }
            """), out var server);
        var page = await client.Patient.MatchAsync(new Patient { Gender = AdministrativeGender.Female }, new MatchOptions { OnlyCertainMatches = true, Count = 3 });
        var sent = FhirJson.Read<Parameters>(server.Requests[0].Body);

        Assert.Equal("p1", Assert.Single(page.Matches).Id);
        Assert.Equal(["resource", "count", "onlyCertainMatches"], sent.Parameter.Select(static parameter => parameter.Name));
    }

    [Fact]
    public async Task Terminology_IsReadIntoTypes()
    {
        var client = FakeServer.Writer(static request => FakeServer.Json(request.RequestUri!.Segments[^1] switch
        {
            "$lookup" => """{"resourceType":"Parameters","parameter":[{"name":"name","valueString":"LOINC"},{"name":"display","valueString":"Hemoglobin"}] }""",
            "$validate-code" => """{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":false},{"name":"message","valueString":"no"}] }""",
            "$translate" => """
                {"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},{"name":"match","part":[
                  {"name":"equivalence","valueCode":"equivalent"},{"name":"concept","valueCoding":{"system":"http://snomed.info/sct","code":"1"} },{"name":"source","valueUri":"http://m"}] }] }
                """,
            _ => """{"resourceType":"ValueSet","status":"active","expansion":{"timestamp":"2026-01-01","contains":[{"code":"a"}] } }""",
        }), out var server);
        var lookup = await client.CodeSystem.LookupAsync(Code);
        var valid = await client.ValueSet.ValidateCodeAsync("http://vs", Code);
        var translation = await client.ConceptMap.TranslateAsync(Code, new TranslateOptions { TargetSystem = "http://snomed.info/sct" });
        var expanded = await client.ValueSet.ExpandAsync("http://vs", new ExpandOptions { Filter = "hem", Count = 10 });
        await Assert.ThrowsAsync<ArgumentException>(() => client.CodeSystem.LookupAsync(new Coding { Code = "718-7" }));

        Assert.Equal(("LOINC", "Hemoglobin"), (lookup.Name, lookup.Display));
        Assert.Equal((false, "no"), (valid.IsValid, valid.Message));
        Assert.True(translation.IsTranslated);
        Assert.Equal(("equivalent", "1", "http://m"), (translation.Matches[0].Equivalence, translation.Matches[0].Concept!.Code, translation.Matches[0].Source));
        Assert.Equal("a", expanded.Expansion!.Contains[0].Code);
        Assert.Equal(["url", "filter", "count"], FhirJson.Read<Parameters>(server.Requests[3].Body).Parameter.Select(static parameter => parameter.Name));
    }

    [Fact]
    public async Task Summary_IsADocument()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Bundle","type":"document"}"""), out var server);

        Assert.Equal(BundleType.Document, (await client.Patient.SummaryAsync("p1")).Type);
        Assert.Equal("https://writing.example.org/r4/Patient/p1/$summary", server.Requests[0].Address.AbsoluteUri);
    }

    [Fact]
    public async Task Operation_ByName_IsSentWhereItIsDeclared()
    {
        var client = FakeServer.Writer(static request => request.RequestUri!.AbsoluteUri.EndsWith("$meta", StringComparison.Ordinal)
            ? FakeServer.Json("""{"resourceType":"Parameters"}""") : new(HttpStatusCode.NoContent), out var server);
        Assert.Null(await client.OperationAsync("$reindex", new Parameters().Add("type", new StringElement("Patient"))));
        Assert.IsType<Parameters>(await client.OperationAsync<Patient>("meta"));
        Assert.IsType<Parameters>(await client.InstanceOperationAsync<Patient>("p1", "meta"));
        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.OperationAsync<Patient>("everythin"));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.OperationAsync("meta"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.OperationAsync<Patient>("../$meta"));

        Assert.Equal("$everything", Assert.Single(refused.Verdicts).Suggestion);
        Assert.Equal(
            ["POST https://writing.example.org/r4/$reindex", "POST https://writing.example.org/r4/Patient/$meta", "POST https://writing.example.org/r4/Patient/p1/$meta"],
            server.Requests.Select(static request => request.Method + " " + request.Address.AbsoluteUri));
    }

    [Fact]
    public void OperationsAndHistories_DoNotGoByPostToSearch()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);

        Assert.Throws<InvalidOperationException>(() => client.Patient.Everything("p1").ViaPost());
    }
}
