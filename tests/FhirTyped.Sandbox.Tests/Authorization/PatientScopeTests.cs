using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>
/// Attacks: an app with <c>patient/</c> scopes for one patient asks for another one's data by every way there is. Nothing of them may come,
/// and not even how many there are.
/// </summary>
public sealed class PatientScopeTests
{
    private const string Secret = "Geheim";
    private const string All = "patient/*.cruds";

    [Theory]
    [InlineData("Patient/other")]
    [InlineData("Patient/other/_history")]
    [InlineData("Patient/other/_history/1")]
    [InlineData("Patient/other/$everything")]
    [InlineData("Observation/other-lab")]
    [InlineData("Observation/other-lab/_history/1")]
    [InlineData("Encounter/other-visit/$everything")]
    [InlineData("Binary/other-scan")]
    [InlineData("Binary/other-guarded")]
    [InlineData("Binary/unclaimed")]
    [InlineData("Task/other-task")]
    [InlineData("Task/other-focus")]
    [InlineData("Task/other-identifier")]
    [InlineData("Bundle/other-bundle")]
    [InlineData("Observation/moved")]
    [InlineData("Observation/moved/_history/1")]
    [InlineData("Observation/arrived/_history/1")]
    [InlineData("Observation/deleted-other")]
    public async Task AnotherPatientsResource_IsNotThere(string url)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().AskAsync(HttpMethod.Get, url, sandbox.IssueAccessToken(All, "own"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(Secret, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Patient/own")]
    [InlineData("Patient/own/_history/1")]
    [InlineData("Observation/own-lab")]
    [InlineData("Binary/own-scan")]
    [InlineData("Binary/own-guarded")]
    [InlineData("Practitioner/doctor")]
    [InlineData("Task/own-task")]
    [InlineData("Observation/arrived")]
    [InlineData("Observation/arrived/_history/2")]
    public async Task ThePatientsOwn_AndNobodys_IsThere(string url)
    {
        await using var sandbox = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await sandbox.CreateHttpClient().StatusAsync(url, sandbox.IssueAccessToken(All, "own")));
    }

    [Theory]
    [InlineData("Patient", "own")]
    [InlineData("Patient?_id=other,own", "own")]
    [InlineData("Patient?family=Geheim", "")]
    [InlineData("Patient?_has:Observation:patient:code=718-7", "own")]
    [InlineData("Patient?_sort=family", "own")]
    [InlineData("Observation?_summary=count", "")]
    [InlineData("Observation?subject=Patient/other", "")]
    [InlineData("Observation?patient=other", "")]
    [InlineData("Observation?subject:Patient.family=Geheim", "")]
    [InlineData("Observation?patient.family=Geheim", "")]
    [InlineData("Observation?code=718-7&_sort=date", "arrived,own-lab")]
    [InlineData("Observation?has-member.code=718-7", "")]
    [InlineData("Observation?_has:Observation:has-member:code=group", "")]
    [InlineData("Practitioner?_has:Encounter:participant:subject=Patient/other", "")]
    [InlineData("Encounter?participant=Practitioner/doctor", "own-visit")]
    [InlineData("Practitioner?_revinclude=Encounter:participant", "doctor")]
    [InlineData("Encounter?_include=Encounter:participant&_revinclude:iterate=Encounter:participant", "own-visit")]
    [InlineData("Observation?_id=own-group&_include=Observation:has-member", "own-group")]
    [InlineData("Observation?_id=own-group&_include=*", "own-group")]
    [InlineData("DocumentReference", "own-document,own-thief")]
    [InlineData("Binary?_id=other-scan,own-scan,other-guarded,own-guarded,unclaimed", "own-guarded,own-scan")]
    public async Task NoSearch_FindsAnotherPatientsResources(string url, string ids)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().AskAsync(HttpMethod.Get, url, sandbox.IssueAccessToken(All, "own"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var bundle = FhirJson.Read<Bundle>(text);

        // The self link repeats what was asked for.
        bundle.Link.Clear();
        Assert.DoesNotContain(Secret, FhirJson.ToJson(bundle), StringComparison.Ordinal);
        Assert.DoesNotContain(bundle.Entry, static entry => entry.Resource?.Id?.StartsWith("other", StringComparison.Ordinal) == true);
        var isCount = url.EndsWith("=count", StringComparison.Ordinal);
        if (!isCount)
        {
            Assert.Equal(ids.Split(',', StringSplitOptions.RemoveEmptyEntries), bundle.Ids().Order(StringComparer.Ordinal));
        }

        // What is counted is told as well.
        Assert.Equal(isCount ? 3 : bundle.Ids().Length, bundle.Total);
    }

    [Theory]
    [InlineData("_history", "own-lab")]
    [InlineData("Observation/_history", "own-lab")]
    [InlineData("Patient/own/$everything", "own-lab")]
    [InlineData("Encounter/own-visit/$everything", "own-visit")]
    [InlineData("Observation/$lastn?code=718-7", "own-lab")]
    public async Task NoHistoryOrOperation_GivesAnotherPatientsResources(string url, string own)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().AskAsync(HttpMethod.Get, url, sandbox.IssueAccessToken(All, "own"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);

        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"other", text, StringComparison.Ordinal);
        Assert.Contains(own, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_FindsThePatientAlone()
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().AskAsync(
            HttpMethod.Post, "Patient/$match", sandbox.IssueAccessToken(All, "own"), People.Patient("x", Secret));

        Assert.Empty((await response.ReadAsync<Bundle>()).Entry);
    }

    [Fact]
    public async Task ABatch_IsAskedForEntryByEntry()
    {
        await using var sandbox = await StartAsync();
        var bundle = Bundles.Of(BundleType.Batch,
            Bundles.Entry("GET", "Patient/other"), Bundles.Entry("GET", "Observation?patient=other"), Bundles.Entry("GET", "Patient/own"),
            Bundles.Entry("DELETE", "Observation/other-lab"), Bundles.Entry("POST", "Observation", People.Laboratory("x", "other")),
            Bundles.Entry("GET", "Condition?patient=own"));
        using var response = await sandbox.CreateHttpClient().AskAsync(
            HttpMethod.Post, "", sandbox.IssueAccessToken("patient/Patient.rs patient/Observation.cruds", "own"), bundle);
        var answer = await response.ReadAsync<Bundle>();

        Assert.Equal(["404", "200", "200", "404", "403", "403"], answer.Entry.Select(static entry => entry.Response!.Status![..3]));
        Assert.Equal(0, ((Bundle)answer.Entry[1].Resource!).Total);
        Assert.NotNull(sandbox.Server.Store.State.Shelf("Observation").Find("other-lab"));
    }

    [Fact]
    public async Task ATransaction_ThatWritesIntoAnotherRecord_WritesNothing()
    {
        await using var sandbox = await StartAsync();
        var before = sandbox.Count;
        var bundle = Bundles.Of(BundleType.Transaction,
            Bundles.Entry("POST", "Observation", People.Laboratory("x", "own")), Bundles.Entry("POST", "Observation", People.Laboratory("x", "other")));
        using var response = await sandbox.CreateHttpClient().AskAsync(HttpMethod.Post, "", sandbox.IssueAccessToken(All, "own"), bundle);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(before, sandbox.Count);
    }

    [Fact]
    public async Task AConditionalReference_DoesNotFindAnotherPatient()
    {
        await using var sandbox = await StartAsync();
        var observation = People.Laboratory("x", "own");
        observation.Performer.Add(new ResourceReference { Reference = "Patient?family=" + Secret });
        using var response = await sandbox.CreateHttpClient().AskAsync(
            HttpMethod.Post, "", sandbox.IssueAccessToken(All, "own"), Bundles.Of(BundleType.Transaction, Bundles.Entry("POST", "Observation", observation)));

        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    [Fact]
    public async Task NoWrite_ReachesAnotherRecord()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var token = sandbox.IssueAccessToken(All, "own");
        var before = Snapshot(sandbox);

        // Taken over by an update, moved there, made there, changed by a patch, deleted, found by a condition.
        await RefusedAsync(HttpMethod.Put, "Observation/other-lab", People.Laboratory("other-lab", "own"), HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Put, "Observation/own-lab", People.Laboratory("own-lab", "other"), HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Put, "Observation/moved", People.Laboratory("moved", "own"), HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Post, "Observation", People.Laboratory("x", "other"), HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Put, "Patient/other", People.Patient("other"), HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Post, "Patient", People.Patient("x"), HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Post, "Practitioner", new Practitioner(), HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Post, "Binary", new Binary { ContentType = "text/plain", Data = "AAAA" }, HttpStatusCode.Forbidden);
        await RefusedAsync(HttpMethod.Delete, "Observation/other-lab", null, HttpStatusCode.NotFound);
        await RefusedAsync(HttpMethod.Delete, "Practitioner/doctor", null, HttpStatusCode.Forbidden);
        using (var patch = await http.SendAsync(
            HttpMethod.Patch, "Observation/own-lab", """[{"op":"replace","path":"/subject/reference","value":"Patient/other"}]""", "application/json-patch+json", ("Authorization", "Bearer " + token)))
        {
            Assert.Equal(HttpStatusCode.Forbidden, patch.StatusCode);
        }

        Assert.Equal(before, Snapshot(sandbox));

        async Task RefusedAsync(HttpMethod method, string url, Resource? body, HttpStatusCode status)
        {
            using var response = await http.AskAsync(method, url, token, body);
            Assert.True(response.StatusCode == status, url + ": " + response.StatusCode);
        }
    }

    [Fact]
    public async Task TheOwnRecord_CanBeWritten()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var token = sandbox.IssueAccessToken(All, "own");
        using var created = await http.AskAsync(HttpMethod.Post, "Observation", token, People.Laboratory("x", "own"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var updated = await http.AskAsync(HttpMethod.Put, "Observation/own-lab", token, People.Laboratory("own-lab", "own", code: "9999-9"));
        Assert.Equal(HttpStatusCode.OK, updated.StatusCode);
        using var deleted = await http.AskAsync(HttpMethod.Delete, "Observation/own-lab", token);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        // A deletion is as visible as what was deleted.
        Assert.Equal(HttpStatusCode.Gone, await http.StatusAsync("Observation/own-lab", token));
        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("Observation/own-lab", sandbox.IssueAccessToken(All, "other")));
    }

    [Fact]
    public async Task AnotherPatientsBinary_IsNotHadByReferringToIt()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var token = sandbox.IssueAccessToken(All, "own");
        using var created = await http.AskAsync(HttpMethod.Post, "DocumentReference", token, Document("x", "own", sandbox.BaseUrl + "Binary/other-scan"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("Binary/other-scan", token));
    }

    [Fact]
    public async Task APage_IsReadByThoseAloneWhoMaySeeIt()
    {
        await using var sandbox = await StartAsync();
        await sandbox.LoadAsync(People.Laboratories(5, "own"));
        var http = sandbox.CreateHttpClient();
        var token = sandbox.IssueAccessToken("user/Observation.rs", "own");
        using var first = await http.AskAsync(HttpMethod.Get, "Observation?_count=2", token);
        var next = (await first.ReadAsync<Bundle>()).Link.Single(static link => link.Relation == "next").Url!;

        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync(next, token));
        Assert.Equal(HttpStatusCode.Gone, await http.StatusAsync(next, sandbox.IssueAccessToken(All, "own")));
        Assert.Equal(HttpStatusCode.Gone, await http.StatusAsync(next, sandbox.IssueAccessToken("user/Observation.rs", "other")));
    }

    [Theory]
    [InlineData("patient/Observation.rs")]
    [InlineData("patient/*.cruds")]
    [InlineData("openid launch/patient")]
    public async Task WithoutAPatientInContext_PatientScopesPermitNothing(string scopes)
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var token = sandbox.IssueAccessToken(scopes);

        Assert.True(await http.StatusAsync("Observation/own-lab", token) is HttpStatusCode.NotFound or HttpStatusCode.Forbidden);
        Assert.True(await http.StatusAsync("Practitioner/doctor", token) is HttpStatusCode.NotFound or HttpStatusCode.Forbidden);
    }

    /// <summary>Two records, and what lies between them.</summary>
    private static async Task<FhirSandbox> StartAsync()
    {
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Permissive, new() { Authorization = new() });
        await sandbox.LoadAsync(
            People.Patient("own", "Muster"), People.Patient("other", Secret), new Practitioner { Id = "doctor" },
            People.Laboratory("own-lab", "own", effective: "2026-01-02"), People.Laboratory("other-lab", "other"),
            Visit("own-visit", "own"), Visit("other-visit", "other"),
            new Binary { Id = "own-scan", ContentType = "text/plain", Data = "AAAA" }, new Binary { Id = "other-scan", ContentType = "text/plain", Data = "AAAA" },
            new Binary { Id = "unclaimed", ContentType = "text/plain", Data = "AAAA" },
            Guarded("own-guarded", "own"), Guarded("other-guarded", "other"),
            Document("own-document", "own", "Binary/own-scan"), Document("other-document", "other", "Binary/other-scan"),

            // Refers from the own record to what is not in it.
            Document("own-thief", "own", "Binary/other-guarded"),
            TaskOf("own-task", """ "for":{"reference":"Patient/own"} """), TaskOf("other-task", """ "for":{"reference":"Patient/other"} """),
            TaskOf("other-focus", """ "focus":{"reference":"Observation/other-lab"} """),
            TaskOf("other-identifier", """ "for":{"type":"Patient","identifier":{"value":"123"}} """),
            new Bundle { Id = "other-bundle", Type = BundleType.Document, Entry = { new BundleEntry { Resource = People.Patient("z", Secret) } } });
        var group = People.Laboratory("own-group", "own", code: "group");
        group.HasMember.Add(new ResourceReference { Reference = "Observation/other-lab" });
        await sandbox.LoadAsync(group, People.Laboratory("moved", "own"), People.Laboratory("arrived", "other", effective: "2026-01-01"), People.Laboratory("deleted-other", "other"));

        // Mistaken records are put right: what was the own is now the other's, and the other way round.
        await sandbox.LoadAsync(People.Laboratory("moved", "other"), People.Laboratory("arrived", "own", effective: "2026-01-01"));
        sandbox.Server.Store.Write(draft => draft.Delete(draft.State.Find("Observation", "deleted-other")!));
        return sandbox;
    }

    private static string Snapshot(FhirSandbox sandbox) => string.Join('\n', sandbox.Server.Store.State.Shelves.Values
        .SelectMany(static shelf => shelf.All).Select(static version => version.ResourceType + "/" + version.Id + "/" + version.Number).Order(StringComparer.Ordinal));

    private static Encounter Visit(string id, string patient) => new()
    {
        Id = id,
        Status = EncounterStatus.Finished,
        Class = new Coding { Code = "AMB" },
        Subject = new ResourceReference { Reference = "Patient/" + patient },
        Participant = { new EncounterParticipant { Individual = new ResourceReference { Reference = "Practitioner/doctor" } } },
    };

    private static Binary Guarded(string id, string patient) => new()
    {
        Id = id,
        ContentType = "text/plain",
        Data = "AAAA",
        SecurityContext = new ResourceReference { Reference = "Patient/" + patient },
    };

    private static Resource Document(string id, string patient, string url) => FhirJson.Read<Resource>(
        $$$"""{"resourceType":"DocumentReference","id":"{{{id}}}","status":"current","subject":{"reference":"Patient/{{{patient}}}"},"content":[{"attachment":{"url":"{{{url}}}"}}]}""");

    private static Resource TaskOf(string id, string rest) =>
        FhirJson.Read<Resource>($$"""{"resourceType":"Task","id":"{{id}}","status":"requested","intent":"order",{{rest}}}""");
}
