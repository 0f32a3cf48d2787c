using System.Net;
using FhirTyped.Platforms;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Typed writes against the sandbox of their own platform.</summary>
public sealed class TypedWriteTests
{
    private const string System = "urn:oid:1.2.3";

    [Fact]
    public async Task ConditionalCreate_Repeated_CreatesOnce()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Medplum>();
        var medplum = sandbox.CreateClient<Medplum>();
        var first = await medplum.Patient.CreateIfNoneExistAsync(Identified("1"), q => q.Identifier.Is(System, "1"));
        var second = await medplum.Patient.CreateIfNoneExistAsync(Identified("1"), q => q.Identifier.Is(System, "1"));

        Assert.Equal((true, false), (first.IsCreated, second.IsCreated));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task ConditionalUpdateAndDelete_RefuseMoreThanOneMatch_WhereThePlatformDoes()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Medplum>();
        var medplum = sandbox.CreateClient<Medplum>();
        await sandbox.LoadAsync(Identified("1", "a"), Identified("1", "b"), Identified("2", "c"));
        await Assert.ThrowsAsync<FhirMultipleMatchesException>(() => medplum.Patient.ConditionalUpdateAsync(Identified("1"), q => q.Identifier.Is(System, "1")));
        await Assert.ThrowsAsync<FhirMultipleMatchesException>(() => medplum.Patient.ConditionalDeleteAsync(q => q.Identifier.Is(System, "1")));
        var updated = await medplum.Patient.ConditionalUpdateAsync(Identified("2"), q => q.Identifier.Is(System, "2"));
        await medplum.Patient.ConditionalDeleteAsync(q => q.Identifier.Is(System, "2"));

        Assert.Equal((false, "c", "2"), (updated.IsCreated, updated.Id, updated.Resource!.Meta!.VersionId));
        Assert.Equal(2, sandbox.Count);
    }

    [Fact]
    public async Task ConditionalDeleteMultiple_DeletesEveryMatch()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(Identified("1", "a"), Identified("1", "b"), Identified("2", "c"));
        await sandbox.CreateClient<Hapi>().Patient.ConditionalDeleteMultipleAsync(q => q.Identifier.Is(System, "1"));

        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task ConditionalRead_GivesNothingWhereNothingChanged()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(resource: "\"versioning\":\"versioned\",\"conditionalRead\":\"full-support\""));
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        using var same = await http.SendAsync(HttpMethod.Get, "Patient/p1", null, ("If-None-Match", "W/\"1\""));
        using var other = await http.SendAsync(HttpMethod.Get, "Patient/p1", null, ("If-None-Match", "W/\"7\""));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Transaction_OfPatientAndObservation_IsCarriedOutAsOne()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var hapi = sandbox.CreateClient<Hapi>();
        var transaction = hapi.Transaction();
        var patient = transaction.Create(Identified("1"), hapi.Patient.Search(q => q.Identifier.Is(System, "1")));
        var observation = People.Laboratory("x", "p");
        observation.Subject = patient.ToReference();
        var created = transaction.Create(observation);
        var response = await transaction.SendAsync();
        var again = await transaction.SendAsync();

        Assert.True(response.IsSuccess);
        Assert.Equal("Patient/" + response.Of(patient).Id, response.Of(created).GetResult().Subject!.Reference);
        Assert.Equal(response.Of(patient).Id, again.Of(patient).Id);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (response.Of(patient).StatusCode, again.Of(patient).StatusCode));
        Assert.Equal(3, sandbox.Count);
    }

    [Fact]
    public async Task Transaction_WithAStaleVersion_ChangesNothing()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        var hapi = sandbox.CreateClient<Hapi>();
        await sandbox.LoadAsync(People.Patient("p1"));
        var transaction = hapi.Transaction();
        transaction.Create(Identified("1"));
        transaction.Delete(new Patient { Id = "p1", Meta = new Meta { VersionId = "9" } });
        var refused = await Assert.ThrowsAsync<FhirTransactionException>(() => transaction.SendAsync());

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal(["Bundle.entry[1]"], refused.Outcome!.Issue[0].Expression);
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task Batch_OnOracleHealth_AnswersEachByItself()
    {
        await using var sandbox = await FhirSandbox.StartAsync<OracleHealth>();
        await sandbox.LoadAsync([People.Patient("p1"), .. People.Laboratories(3, "p1")]);
        var oracle = sandbox.CreateClient<OracleHealth>();
        var batch = oracle.Batch();
        var read = batch.Read<Patient>("p1");
        var missing = batch.Read<Patient>("p9");
        var patched = batch.Patch<Patient>("p1", new JsonPatch { VersionId = "1" }.Replace("/name/0/family", "Beispiel"));
        var labs = batch.Search(oracle.Observation.Search(q => q.Patient.Is("p1").Category.Is(ObservationCategory.Laboratory)));
        var response = await batch.SendAsync();

        Assert.Equal("Muster", response.Of(read).GetResult().Name[0].Family);
        Assert.IsType<FhirNotFoundException>(response.Of(missing).Error);
        Assert.Equal("Beispiel", response.Of(patched).GetResult().Name[0].Family);
        Assert.Equal(3, response.Of(labs).GetResult().Matches.Count);
    }

    [Fact]
    public async Task Delete_OfAResourceThatSomebodyChanged_IsAConflict()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();
        await sandbox.LoadAsync(People.Patient("p1"));
        var hapi = sandbox.CreateClient<Hapi>();
        var before = await hapi.Patient.ReadAsync("p1");
        await hapi.Patient.ModifyAsync("p1", patient => patient.Gender = AdministrativeGender.Female);
        await Assert.ThrowsAsync<FhirConflictException>(() => hapi.Patient.DeleteAsync(before));
        await hapi.Patient.DeleteAsync(await hapi.Patient.ReadAsync("p1"));

        Assert.Null(await hapi.Patient.TryReadAsync("p1"));
    }

    private static Patient Identified(string value, string? id = null) => new()
    {
        Id = id,
        Identifier = { new Identifier { System = System, Value = value } },
    };
}
