using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

public sealed class WriteTests
{
    [Fact]
    public async Task Create_GivesIdVersionAndLocation()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        var http = sandbox.CreateHttpClient();
        using var response = await http.SendAsync(HttpMethod.Post, "Patient", People.Patient("mine"), ("Prefer", "return=representation"));
        var created = await response.ReadAsync<Patient>();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.NotEqual("mine", created.Id);
        Assert.Equal(sandbox.BaseUrl + $"Patient/{created.Id}/_history/1", response.Headers.Location!.AbsoluteUri);
        Assert.Equal("W/\"1\"", response.Headers.ETag!.ToString());
        Assert.Equal("Muster", (await http.GetAsync<Patient>("Patient/" + created.Id)).Name[0].Family);
    }

    [Theory]
    [InlineData("minimal", null)]
    [InlineData("representation", "Patient")]
    [InlineData("OperationOutcome", "OperationOutcome")]
    public async Task Prefer_DecidesTheBody(string preference, string? type)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "Patient", People.Patient("x"), ("Prefer", "return=" + preference));
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(type, body.Length == 0 ? null : FhirJson.Read(body).TypeName);
    }

    [Theory]
    [InlineData("{\"resourceType\":\"Patient\",", "structure", "")]
    [InlineData("{\"resourceType\":\"Patient\",\"birthDate\":\"someday\"}", "value", "Patient.birthDate")]
    [InlineData("{\"resourceType\":\"Patient\",\"name\":[{\"family\":7}]}", "structure", "Patient.name[0].family")]
    [InlineData("{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"}}", "invalid", "Observation")]
    [InlineData("{\"resourceType\":\"Unheard\"}", "structure", null)]
    [InlineData("[]", "structure", null)]
    [InlineData("", "required", null)]
    public async Task Create_WithABadBody_Is400AndNamesThePlace(string body, string code, string? place)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "Patient", body, "application/fhir+json");
        var issue = (await response.ReadAsync<OperationOutcome>()).Issue[0];

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, issue.Code!.Value.Text);
        Assert.DoesNotContain("someday", issue.Diagnostics, StringComparison.Ordinal);
        if (!string.IsNullOrEmpty(place))
        {
            Assert.Equal([place], issue.Expression);
        }

        Assert.Equal(0, sandbox.Count);
    }

    [Fact]
    public async Task Create_OfXml_Is415()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic);
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "Patient", "<Patient/>", "application/fhir+xml");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Body_OverTheLimit_Is413()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Epic, new() { MaximumRequestBytes = 1000 });
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Post, "Patient", new string(' ', 2000), "application/fhir+json");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(IssueType.TooLong, (await response.ReadAsync<OperationOutcome>()).Issue[0].Code!.Value.Value);
    }

    [Fact]
    public async Task Update_MakesANewVersionAndKeepsTheOld()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        using var response = await http.SendAsync(HttpMethod.Put, "Patient/p1", People.Patient("p1", "Changed"), ("If-Match", "W/\"1\""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("W/\"2\"", response.Headers.ETag!.ToString());
        Assert.Equal("Changed", (await http.GetAsync<Patient>("Patient/p1")).Name[0].Family);
        Assert.Equal("Muster", (await http.GetAsync<Patient>("Patient/p1/_history/1")).Name[0].Family);
        Assert.Equal(1, sandbox.Count);
    }

    [Theory]
    [InlineData("other", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.BadRequest)]
    public async Task Update_WithAnotherId_Is400(string? id, HttpStatusCode status)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1"));
        var changed = People.Patient("p1");
        changed.Id = id;
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Put, "Patient/p1", changed);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Update_OfWhatIsNotThere_IsOnlyACreationWhereThePlatformSaysSo()
    {
        await using var refusing = await FhirSandbox.StartAsync(BuiltIn.Own());
        await using var creating = await FhirSandbox.StartAsync(BuiltIn.Own(resource: "\"updateCreate\":true"));
        using var refused = await refusing.CreateHttpClient().SendAsync(HttpMethod.Put, "Patient/p9", People.Patient("p9"));
        using var created = await creating.CreateHttpClient().SendAsync(HttpMethod.Put, "Patient/p9", People.Patient("p9"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Theory]
    [InlineData("p1", true, null, HttpStatusCode.BadRequest)]
    [InlineData("p1", true, "W/\"1\"", HttpStatusCode.OK)]
    [InlineData("p9", true, null, HttpStatusCode.Created)]
    [InlineData("p9", true, "W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("p1", false, null, HttpStatusCode.BadRequest)]
    [InlineData("p1", false, "W/\"1\"", HttpStatusCode.OK)]
    [InlineData("p9", false, null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("p9", false, "W/\"1\"", HttpStatusCode.MethodNotAllowed)]
    public async Task WhereIfMatchIsRequired_OnlyWhatDoesNotExistCanDoWithout(string id, bool createsByUpdate, string? ifMatch, HttpStatusCode status)
    {
        foreach (var (rules, versioning) in new[] { ("""[{ "resource": "Patient", "if_match": "required", "source": "test" }]""", "versioned"), ("[]", "versioned-update") })
        {
            await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(
                rules, $"\"versioning\":\"{versioning}\"" + (createsByUpdate ? ",\"updateCreate\":true" : "")));
            await sandbox.LoadAsync(People.Patient("p1"));
            (string, string)[] headers = ifMatch is null ? [] : [("If-Match", ifMatch)];
            using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Put, "Patient/" + id, People.Patient(id), headers);

            Assert.Equal(status, response.StatusCode);
            Assert.Equal(status == HttpStatusCode.Created ? 2 : 1, sandbox.Count);
        }
    }

    [Theory]
    [InlineData("\"versioning\":\"versioned\",", "Patient/mine/_history/1")]
    [InlineData("\"versioning\":\"no-version\",", "Patient/mine")]
    public async Task CreationsOfEachKind_SayWhereTheResourceIs(string versioning, string place)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(resource: versioning + "\"updateCreate\":true,\"conditionalCreate\":true,\"conditionalUpdate\":true"));
        var http = sandbox.CreateHttpClient();
        using var byUpdate = await http.SendAsync(HttpMethod.Put, "Patient/mine", People.Patient("mine"), ("Prefer", "return=minimal"));
        using var byCondition = await http.SendAsync(HttpMethod.Post, "Patient", People.Patient("x"), ("If-None-Exist", "family=None"));
        using var byUpdateOfNone = await http.SendAsync(HttpMethod.Put, "Patient?family=None", People.Patient(null!), ("Prefer", "return=OperationOutcome"));

        Assert.All([byUpdate, byCondition, byUpdateOfNone], static response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        Assert.Equal(sandbox.BaseUrl + place, byUpdate.Headers.Location!.AbsoluteUri);
        foreach (var response in (HttpResponseMessage[])[byUpdate, byCondition, byUpdateOfNone])
        {
            var parts = response.Headers.Location!.AbsoluteUri[sandbox.BaseUrl.AbsoluteUri.Length..].Split('/');
            Assert.Equal(parts[1], (await http.GetAsync<Patient>("Patient/" + parts[1])).Id);
            Assert.Equal(place.Split('/').Length, parts.Length);
        }
    }

    [Theory]
    [InlineData("Muster", null, HttpStatusCode.OK, "p1")]
    [InlineData("Muster", "p1", HttpStatusCode.OK, "p1")]
    [InlineData("Muster", "p2", HttpStatusCode.BadRequest, null)]
    [InlineData("None", null, HttpStatusCode.Created, null)]
    [InlineData("None", "mine", HttpStatusCode.Created, "mine")]
    [InlineData("None", "p1", HttpStatusCode.Conflict, null)]
    public async Task ConditionalUpdate_HeedsTheIdOfTheResource(string family, string? id, HttpStatusCode status, string? written)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(resource: "\"versioning\":\"versioned\",\"updateCreate\":true,\"conditionalUpdate\":true"));
        await sandbox.LoadAsync(People.Patient("p1"));
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Put, "Patient?family=" + family, People.Patient(id!, "Neu"));

        Assert.Equal(status, response.StatusCode);
        if (written is not null)
        {
            Assert.Equal(written, (await response.ReadAsync<Patient>()).Id);
        }
    }

    [Fact]
    public async Task ConditionalPatch_NeedsExactlyOneMatch()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1", "One"), People.Patient("p2", "Two"), People.Patient("p3", "Two"));
        var http = sandbox.CreateHttpClient();
        var statuses = new List<HttpStatusCode>();
        foreach (var family in (string[])["One", "Two", "Three"])
        {
            using var response = await http.SendAsync(HttpMethod.Patch, "Patient?family=" + family, """[{"op":"add","path":"/active","value":true}]""", "application/json-patch+json");
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.NotFound], statuses);
        Assert.True((await http.GetAsync<Patient>("Patient/p1")).Active);
        Assert.Null((await http.GetAsync<Patient>("Patient/p2")).Active);
    }

    [Theory]
    [InlineData("PUT", "Patient", "GET, POST")]
    [InlineData("DELETE", "Patient", "GET, POST")]
    [InlineData("LINK", "Patient/p1", "GET, PUT, PATCH")]
    [InlineData("GET", "Patient/_search", "POST")]
    [InlineData("GET", "Patient/p1/_history/1/2", null)]
    [InlineData("GET", "nonsense", null)]
    [InlineData("GET", "Patient/%2e%2e/Patient/p1", null)]
    [InlineData("GET", "Patient/p1%2F_history", null)]
    [InlineData("GET", "Patient//p1", null)]
    public async Task WhatIsNoRequestOfFhir_Is405WithWhatIs_Or404(string method, string url, string? allowed)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1"));
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(sandbox.BaseUrl + url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var response = await sandbox.CreateHttpClient().SendAsync(request);

        Assert.Equal(allowed is null ? HttpStatusCode.NotFound : HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed ?? "", string.Join(", ", response.Content.Headers.Allow));
        Assert.Contains("no request of FHIR's RESTful API", await response.DiagnosticsAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", null, HttpStatusCode.OK)]
    [InlineData("[]", "W/\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("""[{ "resource": "Patient", "if_match": "required", "source": "test" }]""", null, HttpStatusCode.BadRequest)]
    [InlineData("""[{ "resource": "Patient", "if_match": {"missing": 412, "stale": 409}, "source": "test" }]""", null, HttpStatusCode.PreconditionFailed)]
    [InlineData("""[{ "resource": "Patient", "if_match": {"missing": 412, "stale": 409}, "source": "test" }]""", "W/\"7\"", HttpStatusCode.Conflict)]
    [InlineData("""[{ "resource": "Patient", "if_match": {"missing": 412, "stale": 409}, "source": "test" }]""", "W/\"1\"", HttpStatusCode.OK)]
    public async Task IfMatch_IsHandledAsThePlatformDoes(string rules, string? ifMatch, HttpStatusCode status)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(rules));
        await sandbox.LoadAsync(People.Patient("p1"));
        (string, string)[] headers = ifMatch is null ? [] : [("If-Match", ifMatch)];
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Put, "Patient/p1", People.Patient("p1"), headers);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task ParallelWriters_WithIfMatch_OneWins()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        for (var version = 1; version <= 10; version++)
        {
            var current = version;
            var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer =>
                http.SendAsync(HttpMethod.Put, "Patient/p1", People.Patient("p1", "Writer" + writer), ("If-Match", $"W/\"{current}\""))));

            Assert.Single(responses, static response => response.StatusCode == HttpStatusCode.OK);
            Assert.Equal(7, responses.Count(static response => response.StatusCode == HttpStatusCode.PreconditionFailed));
        }

        Assert.Equal("11", (await http.GetAsync<Patient>("Patient/p1")).Meta!.VersionId);
    }

    [Fact]
    public async Task NoVersion_MeansNoETagAndNoConflict()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(resource: "\"versioning\":\"no-version\""));
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        using var read = await http.GetAsync("Patient/p1");
        using var write = await http.SendAsync(HttpMethod.Put, "Patient/p1", People.Patient("p1"), ("If-Match", "W/\"7\""));

        Assert.Null(read.Headers.ETag);
        Assert.Null((await read.ReadAsync<Patient>()).Meta!.VersionId);
        Assert.Equal(HttpStatusCode.OK, write.StatusCode);
    }

    [Fact]
    public async Task Delete_LeavesTheHistoryAndThen410()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        using var deleted = await http.DeleteAsync("Patient/p1");
        using var gone = await http.GetAsync("Patient/p1");
        var history = await http.GetAsync<Bundle>("Patient/p1/_history");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Equal(["DELETE", "POST"], history.Entry.Select(static entry => entry.Request!.Method!.Value.Text));
        Assert.Equal(0, sandbox.Count);
        Assert.Empty((await http.GetAsync<Bundle>("Patient?family=Muster")).Entry);
    }

    [Fact]
    public async Task Patch_ChangesWhatItNames()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        using var response = await http.SendAsync(
            HttpMethod.Patch, "Patient/p1", """[{"op":"test","path":"/name/0/family","value":"Muster"},{"op":"replace","path":"/name/0/family","value":"Neu"},{"op":"add","path":"/active","value":true}]""", "application/json-patch+json");
        using var failed = await http.SendAsync(
            HttpMethod.Patch, "Patient/p1", """[{"op":"remove","path":"/active"},{"op":"remove","path":"/nothing/0"}]""", "application/json-patch+json");
        var patient = await http.GetAsync<Patient>("Patient/p1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, failed.StatusCode);
        Assert.Equal(("Neu", true, "2"), (patient.Name[0].Family, patient.Active, patient.Meta!.VersionId));
    }

    [Fact]
    public async Task Patch_WithCopiesOfCopies_IsRefusedBeforeItFillsTheMemory()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own());
        await sandbox.LoadAsync(People.Patient("p1"));
        var copies = string.Join(',', Enumerable.Repeat("""{"op":"copy","from":"/name","path":"/name/-"}""", 60));
        using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Patch, "Patient/p1", $"[{copies}]", "application/json-patch+json");

        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Equal("1", (await sandbox.CreateHttpClient().GetAsync<Patient>("Patient/p1")).Meta!.VersionId);
    }

    [Fact]
    public async Task ConditionalCreate_FindsWhatIsThere()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(resource: "\"conditionalCreate\":true"));
        var http = sandbox.CreateHttpClient();
        var patient = People.Patient("x");
        patient.Identifier.Add(new Identifier { System = "urn:s", Value = "1" });
        using var first = await http.SendAsync(HttpMethod.Post, "Patient", patient, ("If-None-Exist", "identifier=urn:s|1"));
        using var second = await http.SendAsync(HttpMethod.Post, "Patient", patient, ("If-None-Exist", "identifier=urn:s|1"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task ConditionalRead_WhereDeclared_Is304()
    {
        await using var declared = await FhirSandbox.StartAsync(BuiltIn.Own(resource: "\"conditionalRead\":\"full-support\""));
        await using var undeclared = await FhirSandbox.StartAsync(BuiltIn.Own());
        foreach (var (sandbox, status) in new[] { (declared, HttpStatusCode.NotModified), (undeclared, HttpStatusCode.OK) })
        {
            await sandbox.LoadAsync(People.Patient("p1"));
            using var response = await sandbox.CreateHttpClient().SendAsync(HttpMethod.Get, "Patient/p1", null, ("If-None-Match", "W/\"1\""));
            Assert.Equal(status, response.StatusCode);
        }
    }
}
