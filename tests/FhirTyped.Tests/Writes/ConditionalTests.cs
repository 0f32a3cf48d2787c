using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class ConditionalTests
{
    private const string System = "urn:oid:1.2.3";

    [Fact]
    public async Task CreateIfNoneExist_SendsTheCriteriaInTheHeader_AndSaysThatItCreated()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"p1"}""", HttpStatusCode.Created), out var server);
        var result = await client.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is(System, "a b"));

        Assert.Equal(("POST", "https://writing.example.org/r4/Patient"), (server.Requests[0].Method.Method, server.Requests[0].Address.AbsoluteUri));
        Assert.Equal(["identifier=urn:oid:1.2.3%7Ca%20b"], server.Requests[0].Message.Headers.GetValues("If-None-Exist"));
        Assert.Equal((true, "p1", "p1"), (result.IsCreated, result.Id, result.Resource?.Id));
    }

    [Fact]
    public async Task CreateIfNoneExist_WhereThereIsOneAndNoBody_DoesNotGiveWhatWasSent()
    {
        var client = FakeServer.Writer(static _ => new(HttpStatusCode.OK)
        {
            Headers = { Location = new Uri("https://writing.example.org/r4/Patient/p7/_history/2") },
        }, out _);
        var result = await client.Patient.CreateIfNoneExistAsync(new Patient { Gender = AdministrativeGender.Female }, q => q.Identifier.Is(System, "1"));

        Assert.Equal((false, "p7", null), (result.IsCreated, result.Id, result.Resource));
    }

    [Fact]
    public async Task MoreThanOneMatch_IsAnErrorOfItsOwn()
    {
        var client = FakeServer.Writer(static _ => new(HttpStatusCode.PreconditionFailed), out _);

        await Assert.ThrowsAsync<FhirMultipleMatchesException>(() => client.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is(System, "1")));
        await Assert.ThrowsAsync<FhirMultipleMatchesException>(() => client.Patient.ConditionalUpdateAsync(new Patient(), q => q.Identifier.Is(System, "1")));
        await Assert.ThrowsAsync<FhirMultipleMatchesException>(() => client.Patient.ConditionalDeleteAsync(q => q.Identifier.Is(System, "1")));
    }

    [Fact]
    public async Task WithoutCriteria_NothingIsSent()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var all = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Patient.ConditionalDeleteAsync(q => q.All()));
        var count = await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Observation.ConditionalDeleteMultipleAsync(q => q.Count(1)));
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Patient.CreateIfNoneExistAsync(new Patient(), _ => { }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.ConditionalUpdateAsync(new Patient(), q => q.Identifier.Is(System, "")));

        Assert.Equal((CapabilityIds.Conditional, CapabilityIds.Conditional), (Assert.Single(all.Verdicts).Id, Assert.Single(count.Verdicts).Id));
    }

    [Fact]
    public async Task Criteria_AreJudgedAsThoseOfASearch()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(
            () => client.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Where("given", "secret")));

        Assert.Equal(CapabilityIds.SearchParameter, Assert.Single(refused.Verdicts).Id);
        Assert.DoesNotContain("secret", refused.Message);
    }

    [Fact]
    public async Task ConditionalUpdate_PutsByCriteria_AndKeepsTheNewId()
    {
        var client = FakeServer.Writer(static _ => new(HttpStatusCode.Created)
        {
            Headers = { Location = new Uri("https://writing.example.org/r4/Patient/p7/_history/1") },
        }, out var server);
        var result = await client.Patient.ConditionalUpdateAsync(new Patient { Gender = AdministrativeGender.Male }, q => q.Identifier.Is(System, "1"));

        Assert.Equal("PUT https://writing.example.org/r4/Patient?identifier=urn:oid:1.2.3%7C1", server.Requests[0].Method + " " + server.Requests[0].Address.AbsoluteUri);
        Assert.Equal((true, "p7", "1"), (result.IsCreated, result.Resource!.Id, result.Resource.Meta!.VersionId));
    }

    [Fact]
    public async Task ConditionalDelete_OfNothing_Succeeds()
    {
        var client = FakeServer.Writer(
            static _ => FakeServer.Json("""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}""", HttpStatusCode.NotFound), out var server);
        await client.Patient.ConditionalDeleteAsync(q => q.Identifier.Is(System, "1"));
        await client.Observation.ConditionalDeleteMultipleAsync(q => q.Patient.Is("Patient", "p1"));

        Assert.Equal(
            ["DELETE https://writing.example.org/r4/Patient?identifier=urn:oid:1.2.3%7C1", "DELETE https://writing.example.org/r4/Observation?patient=Patient/p1"],
            server.Requests.Select(static request => request.Method + " " + request.Address.AbsoluteUri));
    }

    [Fact]
    public async Task ReadIfNoneMatch_GivesNullWhereNothingChanged()
    {
        var status = HttpStatusCode.NotModified;
        var client = FakeServer.Writer(
            _ => status == HttpStatusCode.OK ? FakeServer.Json("""{"resourceType":"Patient","id":"p1"}""") : new(status), out var server);
        var unchanged = await client.Patient.ReadIfNoneMatchAsync("p1", "3");
        status = HttpStatusCode.OK;
        var changed = await client.Patient.ReadIfModifiedSinceAsync("p1", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)));

        Assert.Null(unchanged);
        Assert.Equal("p1", changed!.Id);
        Assert.Equal(["W/\"3\""], server.Requests[0].Message.Headers.GetValues("If-None-Match"));
        Assert.Equal(["Fri, 02 Jan 2026 01:04:05 GMT"], server.Requests[1].Message.Headers.GetValues("If-Modified-Since"));
    }

    [Fact]
    public async Task NotModified_ThatNobodyAskedFor_IsNoSuccess()
    {
        var client = FakeServer.Writer(static _ => new(HttpStatusCode.NotModified), out _);

        await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.ReadAsync("p1"));
    }
}
