using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests;

public sealed class BundleTests
{
    [Fact]
    public async Task Batch_GivesEachRequestItsOwnTypedAnswer()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""
            {"resourceType":"Bundle","type":"batch-response","entry":[
              {"resource":{"resourceType":"Patient","id":"p1"},"response":{"status":"200 OK"} },
              {"response":{"status":"404","outcome":{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]} } },
              {"resource":{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"p2"},"search":{"mode":"match"} }] },"response":{"status":"200"} },
              {"response":{"status":"201 Created","location":"Observation/o1/_history/1"} },
              {"response":{"status":"204"} }]}
            """), out var server);
        var batch = client.Batch();
        var read = batch.Read<Patient>("p1");
        var missing = batch.Read<Patient>("p9");
        var search = batch.Search(client.Patient.Search(q => q.Family.StartsWith("Muster")));
        var create = batch.Create(new Observation { Status = ObservationStatus.Final });
        var delete = batch.Delete(new Encounter { Id = "e1", Meta = new Meta { VersionId = "3" } });
        var response = await batch.SendAsync();
        var sent = FhirJson.Read<Bundle>(server.Requests[0].Body);

        Assert.Equal("https://writing.example.org/r4/", server.Requests[0].Address.AbsoluteUri);
        Assert.Equal(BundleType.Batch, sent.Type);
        Assert.Equal(
            ["GET Patient/p1", "GET Patient/p9", "GET Patient?family=Muster", "POST Observation", "DELETE Encounter/e1"],
            sent.Entry.Select(static entry => entry.Request!.Method + " " + entry.Request.Url));
        Assert.Equal("W/\"3\"", sent.Entry[4].Request!.IfMatch);
        Assert.Equal("p1", response.Of(read).GetResult().Id);
        Assert.Equal(HttpStatusCode.NotFound, Assert.IsType<FhirNotFoundException>(response.Of(missing).Error).StatusCode);
        Assert.Equal("p2", Assert.Single(response.Of(search).GetResult().Matches).Id);
        Assert.Equal(("o1", "1", ObservationStatus.Final), (response.Of(create).Id, response.Of(create).VersionId, response.Of(create).GetResult().Status));
        Assert.True(response[delete].IsSuccess);
        Assert.False(response.IsSuccess);
    }

    [Fact]
    public async Task Answers_ThatAreMissingOrUnreadable_AreErrorsAndTakeNothingFromTheOthers()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""
            {"resourceType":"Bundle","type":"batch-response","entry":[
              {"resource":{"resourceType":"Observation","id":"o1"},"response":{"status":"200"} },
              {"resource":{"resourceType":"Patient","id":"p2"},"response":{"status":"200"} },
              {"resource":{"resourceType":"Patient","id":"p3"} }]}
            """), out _);
        var batch = client.Batch();
        var wrongType = batch.Read<Patient>("p1");
        var right = batch.Read<Patient>("p2");
        var withoutStatus = batch.Read<Patient>("p3");
        var unanswered = batch.Read<Patient>("p4");
        var response = await batch.SendAsync();

        Assert.Equal(4, response.Entries.Count);
        Assert.IsType<FhirProtocolException>(response.Of(wrongType).Error);
        Assert.Equal("p2", response.Of(right).GetResult().Id);
        Assert.False(response.Of(withoutStatus).IsSuccess);
        Assert.Throws<FhirProtocolException>(() => response.Of(unanswered).GetResult());
    }

    [Fact]
    public async Task MoreThanOneMatch_IsTheErrorOfThatRequest_AndAStaleVersionAConflict()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""
            {"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"412"} },{"response":{"status":"412"} }]}
            """), out _);
        var batch = client.Batch();
        var conditional = batch.Delete(client.Patient.Search(q => q.Identifier.Is("urn:s", "1")));
        var versioned = batch.Update(new Encounter { Id = "e1", Meta = new Meta { VersionId = "2" } });
        var response = await batch.SendAsync();

        Assert.IsType<FhirMultipleMatchesException>(response[conditional].Error);
        Assert.IsType<FhirConflictException>(response.Of(versioned).Error);
    }

    [Fact]
    public async Task ConditionalDelete_SaysWhetherItIsOfOneOrOfEveryMatch()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"204"} }]}"""), out var server);
        var one = client.Batch();
        one.Delete(client.Observation.Search(q => q.Patient.Is("Patient", "p1")));
        var every = client.Batch();
        every.DeleteMultiple(client.Observation.Search(q => q.Patient.Is("Patient", "p1")));

        // This platform deletes every match of an Observation: nobody has that happen who asked for one.
        var refused = await Assert.ThrowsAsync<FhirCapabilityException>(() => one.SendAsync());
        await every.SendAsync();

        Assert.Equal(CapabilityIds.Conditional, Assert.Single(refused.Verdicts).Id);
        Assert.Contains("DELETE", Assert.Single(server.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_RefersToWhatItCreates()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""
            {"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201"} },{"response":{"status":"200"} },{"response":{"status":"201"} }]}
            """), out var server);
        var transaction = client.Transaction();
        var patient = transaction.Create(new Patient(), client.Patient.Search(q => q.Identifier.Is("urn:s", "1")));
        var encounter = transaction.Update(new Encounter { Id = "e1", Meta = new Meta { VersionId = "2" } });
        transaction.Create(new Observation { Subject = patient.ToReference(), Encounter = encounter.ToReference() });
        var response = await transaction.SendAsync();
        var sent = FhirJson.Read<Bundle>(server.Requests[0].Body);
        var observation = (Observation)sent.Entry[2].Resource!;

        Assert.Equal((BundleType.Transaction, "identifier=urn:s%7C1"), (sent.Type, sent.Entry[0].Request!.IfNoneExist));
        Assert.StartsWith("urn:uuid:", sent.Entry[0].FullUrl);
        Assert.Equal((sent.Entry[0].FullUrl, "Encounter/e1"), (observation.Subject!.Reference, observation.Encounter!.Reference));
        Assert.Equal(("https://writing.example.org/r4/Encounter/e1", "W/\"2\""), (sent.Entry[1].FullUrl, sent.Entry[1].Request!.IfMatch));
        Assert.True(response.IsSuccess);
    }

    [Fact]
    public async Task ReferenceByUuid_ThatNoEntryResolves_IsNotSent()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var other = client.Transaction();
        var elsewhere = other.Create(new Patient()).ToReference();
        var transaction = client.Transaction();
        transaction.Create(new Observation { HasMember = { new ResourceReference { Reference = "urn:uuid:0b5a1d54-6f2c-4f43-8f4c-1d3a3f5d2a11" } } });
        var batch = client.Batch();
        batch.Create(new Observation { Subject = elsewhere });
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.SendAsync());

        Assert.Contains("FHT1405", exception.Message);
        Assert.Contains("entry 0 (Observation)", exception.Message);
        Assert.DoesNotContain("0b5a1d54", exception.Message);
        Assert.Contains("batch", (await Assert.ThrowsAsync<InvalidOperationException>(() => batch.SendAsync())).Message);
        Assert.Throws<InvalidOperationException>(() => batch.Create(new Patient()).ToReference());
    }

    [Fact]
    public async Task EveryRequest_IsJudged_AndOneExceptionSaysAll()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var batch = client.Batch();
        batch.Create(new Encounter());
        batch.Update(new Encounter { Id = "e1" });
        batch.Read<Slot>("s1");
        batch.Delete<Observation>(client.Observation.Search(q => q.All()));
        batch.Search(client.Patient.Search(q => q.Where("given", "secret")));
        batch.Create(new Observation(), client.Observation.Search(q => q.Patient.Is("p")));
        var exception = await Assert.ThrowsAsync<FhirCapabilityException>(() => batch.SendAsync());

        Assert.Equal(
            [CapabilityIds.Interaction, CapabilityIds.IfMatchRequired, CapabilityIds.Resource, CapabilityIds.Conditional, CapabilityIds.SearchParameter, CapabilityIds.Conditional],
            exception.Verdicts.Select(static verdict => verdict.Id));
        Assert.DoesNotContain("secret", exception.Message);
    }

    [Fact]
    public async Task Transaction_ThatIsRefused_SaysThatNothingWasDone()
    {
        var status = HttpStatusCode.Conflict;
        var client = FakeServer.Writer(_ => new(status), out _);
        var transaction = client.Transaction();
        transaction.Create(new Patient());
        var refused = await Assert.ThrowsAsync<FhirTransactionException>(() => transaction.SendAsync());
        status = HttpStatusCode.BadGateway;
        var unknown = await Assert.ThrowsAsync<FhirResponseException>(() => transaction.SendAsync());
        status = HttpStatusCode.Unauthorized;
        await Assert.ThrowsAsync<FhirAuthorizationException>(() => transaction.SendAsync());

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.BadGateway), (refused.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task WhatDoesNotBelongThere_IsRefused()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var other = FakeServer.Writer(FakeServer.Never, out _);
        var batch = client.Batch();

        Assert.Throws<ArgumentException>(() => batch.Search(other.Patient.Search(q => q.Family.StartsWith("a"))));
        Assert.Throws<ArgumentException>(() => batch.Search(client.Patient.Search(q => q.Family.StartsWith("a")).ViaPost()));
        Assert.Throws<ArgumentException>(() => batch.Update(new Patient()));
        Assert.Throws<ArgumentException>(() => batch.Read<Patient>("../x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => batch.SendAsync());
    }

    [Fact]
    public async Task Patches_TravelAsParametersOrBinary()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Bundle","type":"batch-response"}"""), out var server);
        var batch = client.Batch();
        batch.Patch<Patient>("p1", new FhirPathPatch().Delete("Patient.gender"));
        batch.Patch<Patient>("p2", new JsonPatch { VersionId = "5" }.Remove("/gender"));
        await batch.SendAsync();
        var sent = FhirJson.Read<Bundle>(server.Requests[0].Body);

        Assert.IsType<Parameters>(sent.Entry[0].Resource);
        var binary = Assert.IsType<Binary>(sent.Entry[1].Resource);
        Assert.Equal("""[{"op":"remove","path":"/gender"}]""", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(binary.Data!)));
        Assert.Equal(("application/json-patch+json", "W/\"5\""), (binary.ContentType, sent.Entry[1].Request!.IfMatch));
    }
}
