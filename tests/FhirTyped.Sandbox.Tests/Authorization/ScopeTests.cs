using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>What scopes permit, request by request (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html).</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("user/Observation.r", "GET", "Observation/o1", 200)]
    [InlineData("user/Observation.r", "GET", "Observation/o1/_history/1", 200)]
    [InlineData("user/Observation.r", "GET", "Observation/o1/_history", 200)]
    [InlineData("user/Observation.r", "GET", "Observation?code=718-7", 403)]
    [InlineData("user/Observation.r", "GET", "Observation/_history", 403)]
    [InlineData("user/Observation.r", "POST", "Observation/_search", 403)]
    [InlineData("user/Observation.s", "GET", "Observation?code=718-7", 200)]
    [InlineData("user/Observation.s", "GET", "Observation/o1", 403)]
    [InlineData("user/Observation.s", "GET", "Observation/o1/_history/1", 403)]
    [InlineData("user/Observation.rs", "POST", "Observation", 403)]
    [InlineData("user/Observation.rs", "PUT", "Observation/o1", 403)]
    [InlineData("user/Observation.rs", "DELETE", "Observation/o1", 403)]
    [InlineData("user/Observation.c", "POST", "Observation", 201)]
    [InlineData("user/Observation.c", "PUT", "Observation/o1", 403)]
    [InlineData("user/Observation.u", "PUT", "Observation/o1", 200)]
    [InlineData("user/Observation.u", "POST", "Observation", 403)]
    [InlineData("user/Observation.d", "DELETE", "Observation/o1", 204)]
    [InlineData("user/Observation.d", "DELETE", "Observation?code=718-7", 403)]
    [InlineData("user/Observation.ds", "DELETE", "Observation?code=718-7", 204)]
    [InlineData("user/Observation.read", "GET", "Observation/o1", 200)]
    [InlineData("user/Observation.read", "GET", "Observation?code=718-7", 200)]
    [InlineData("user/Observation.read", "POST", "Observation", 403)]
    [InlineData("user/Observation.write", "POST", "Observation", 201)]
    [InlineData("user/Observation.write", "GET", "Observation/o1", 403)]
    [InlineData("user/*.rs", "GET", "Patient/p1", 200)]
    [InlineData("user/Patient.rs", "GET", "Observation/o1", 403)]
    [InlineData("user/Patient.rs user/Observation.r", "GET", "Observation/o1", 200)]
    [InlineData("openid fhirUser", "GET", "Observation/o1", 403)]
    [InlineData("user/Observation.r", "GET", "_history", 403)]
    [InlineData("user/Observation.rs", "GET", "Nonsense/1", 404)]
    public async Task AScope_PermitsWhatItSays(string scope, string method, string url, int status)
    {
        await using var sandbox = await StartAsync();
        var body = method is "PUT" || url == "Observation" ? People.Laboratory("o1", "p1") : null;
        using var response = await sandbox.CreateHttpClient().AskAsync(HttpMethod.Parse(method), url, sandbox.IssueAccessToken(scope), body);

        Assert.True((int)response.StatusCode == status, (int)response.StatusCode + " " + await response.Content.ReadAsStringAsync());
        Assert.Equal(status == 403, response.Headers.WwwAuthenticate.ToString().Contains("insufficient_scope", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Observation?subject:Patient.family=Muster", "Patient.s")]
    [InlineData("Observation?patient.family=Muster", "Patient.s")]
    [InlineData("Observation?_include=Observation:patient", "Patient.rs")]
    [InlineData("Observation?_include=Observation:subject:Patient", "Patient.rs")]
    [InlineData("Observation?_revinclude=Provenance:target", "Provenance.rs")]
    [InlineData("Observation?_has:Provenance:target:recorded=gt2020", "Provenance.s")]
    [InlineData("Observation?_has:Observation:has-member:_has:Provenance:target:recorded=gt2020", "Provenance.s")]
    [InlineData("Observation?has-member:Observation.patient.family=Muster", "Patient.s")]
    public async Task ASearchThatLeadsToOtherTypes_NeedsTheirScopes(string url, string missing)
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        using var refused = await http.AskAsync(HttpMethod.Get, url, sandbox.IssueAccessToken("user/Observation.rs"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("user/" + missing, refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync(url, sandbox.IssueAccessToken("user/Observation.rs user/" + missing)));
    }

    [Fact]
    public async Task AnIncludeOfEverything_BringsWhatMayBeRead()
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().AskAsync(
            HttpMethod.Get, "Observation?_id=o1&_include=*", sandbox.IssueAccessToken("user/Observation.rs user/Practitioner.r"));

        Assert.Equal(["Observation/o1", "Practitioner/d1"], (await response.ReadAsync<Bundle>()).Entry.Select(static entry => entry.Resource!.TypeName + "/" + entry.Resource.Id));
    }

    [Fact]
    public async Task AQueryOfAScope_NarrowsReadsSearchesCountsAndIncludes()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        var token = sandbox.IssueAccessToken("user/Patient.rs user/Observation.rs?category=laboratory");

        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync("Observation/o1", token));
        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("Observation/vital", token));
        Assert.Equal("o1", Assert.Single(await IdsAsync("Observation")));
        Assert.Empty(await IdsAsync("Observation?category=vital-signs"));
        Assert.Equal("p1 o1", string.Join(' ', await IdsAsync("Patient?_id=p1&_revinclude=Observation:patient")));
        Assert.Empty(await IdsAsync("Patient?_has:Observation:patient:category=vital-signs"));

        async Task<string[]> IdsAsync(string url)
        {
            using var response = await http.AskAsync(HttpMethod.Get, url, token);
            return [.. (await response.ReadAsync<Bundle>()).Entry.Select(static entry => entry.Resource!.Id!)];
        }
    }

    [Theory]
    [InlineData("user/Observation.cruds?category=laboratory", "o1", "laboratory", 200)]
    [InlineData("user/Observation.cruds?category=laboratory", "o1", "vital-signs", 403)]
    [InlineData("user/Observation.cruds?category=vital-signs", "o1", "vital-signs", 403)]
    [InlineData("user/Observation.cruds?category=vital-signs", "vital", "vital-signs", 200)]
    public async Task AQueryOfAScope_HoldsBeforeAndAfterAWrite(string scope, string id, string category, int status)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().AskAsync(
            HttpMethod.Put, "Observation/" + id, sandbox.IssueAccessToken(scope), Categorized(People.Laboratory(id, "p1"), category));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("user/Observation.rs?nonsense=1")]
    [InlineData("user/Observation.rs?_has:Provenance:target:recorded=gt2020")]
    [InlineData("user/Observation.rs?patient.family=Muster")]
    [InlineData("user/Observation.rs?_count=1")]
    public async Task AQueryThatCannotBeCarriedOut_PermitsNothing(string scope)
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();

        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync("Observation/o1", sandbox.IssueAccessToken(scope)));
    }

    [Fact]
    public async Task WhoMayOnlyWrite_IsNotShownWhatIsThere()
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().SendAsync(
            HttpMethod.Patch, "Observation/o1", """[{"op":"add","path":"/issued","value":"2026-01-01T00:00:00Z"}]""", "application/json-patch+json",
            ("Authorization", "Bearer " + sandbox.IssueAccessToken("user/Observation.u")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AConditionalCreate_IsASearchToo()
    {
        await using var sandbox = await StartAsync();
        var http = sandbox.CreateHttpClient();
        using var refused = await http.AskAsync(
            HttpMethod.Post, "Observation", sandbox.IssueAccessToken("user/Observation.c"), People.Laboratory("x", "p1"), ("If-None-Exist", "code=718-7"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var found = await http.AskAsync(
            HttpMethod.Post, "Observation", sandbox.IssueAccessToken("user/Observation.cs"), People.Laboratory("x", "p1"), ("If-None-Exist", "code=718-7&category=laboratory"));
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Theory]
    [InlineData(null, "Bearer")]
    [InlineData("Bearer unknown", "Bearer error=\"invalid_token\"")]
    [InlineData("Basic YTpi", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer", "Bearer error=\"invalid_token\"")]
    public async Task WithoutAToken_NothingIsAnswered(string? authorization, string challenge)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.CreateHttpClient().SendAsync(
            HttpMethod.Get, "Observation/o1", null, authorization is null ? [] : [("Authorization", authorization)]);

        Assert.Equal((HttpStatusCode.Unauthorized, challenge), (response.StatusCode, response.Headers.WwwAuthenticate.ToString()));
        Assert.Equal(IssueType.Login, (await response.ReadAsync<OperationOutcome>()).Issue[0].Code);
    }

    [Fact]
    public async Task TwoTokens_AreNone()
    {
        await using var sandbox = await StartAsync();
        var token = sandbox.IssueAccessToken("user/*.rs");
        using var response = await sandbox.CreateHttpClient().SendAsync(
            HttpMethod.Get, "Observation/o1", null, ("Authorization", "Bearer unknown"), ("Authorization", "Bearer " + token));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task ATypedClient_WorksWithAToken()
    {
        await using var sandbox = await FhirSandbox.StartAsync<FhirTyped.Platforms.Hapi>(new() { Authorization = new() });
        await sandbox.LoadAsync(People.Patient("p1"), People.Laboratory("o1", "p1"));
        var token = sandbox.IssueAccessToken("patient/Observation.rs", "p1");
        var client = sandbox.CreateClient<FhirTyped.Platforms.Hapi>(options => options.AccessToken = _ => ValueTask.FromResult<string?>(token));

        Assert.Equal("o1", Assert.Single(await client.Observation.Search(q => q.Patient.Is("p1")).ToListAsync(10)).Id);
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<FhirAuthorizationException>(() => client.Patient.ReadAsync("p1"))).StatusCode);
    }

    private static Observation Categorized(Observation observation, string category)
    {
        observation.Category[0].Coding[0].Code = category;
        return observation;
    }

    private static async Task<FhirSandbox> StartAsync()
    {
        var sandbox = await FhirSandbox.StartAsync(BuiltIn.Permissive, new() { Authorization = new() });
        var observation = People.Laboratory("o1", "p1");
        observation.Performer.Add(new ResourceReference { Reference = "Practitioner/d1" });
        await sandbox.LoadAsync(
            People.Patient("p1"), new Practitioner { Id = "d1" }, observation, Categorized(People.Laboratory("vital", "p1", code: "8867-4"), "vital-signs"));
        return sandbox;
    }
}
