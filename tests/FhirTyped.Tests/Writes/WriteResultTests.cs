using System.Net;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>The success of a write is its status; what the answer holds beside it never makes it another.</summary>
public sealed class WriteResultTests
{
    private const string Remark = """{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational","diagnostics":"stored"}]}""";

    public static TheoryData<string, RawAnswer> AnswersWithoutTheResource => new()
    {
        { "empty, with ETag", RawAnswer.Of("200 OK", "", "ETag: W/\"10\"") },
        { "204, with ETag", RawAnswer.Of("204 No Content", "", "ETag: W/\"10\"") },
        { "a remark", RawAnswer.Of("200 OK", Remark, "ETag: \"10\"") },
        { "cut off", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nETag: 10\r\nContent-Type: application/fhir+json\r\nContent-Length: 99\r\n\r\n{\"resourceType\":\"Pat") },
        { "not JSON", RawAnswer.Of("200 OK", "stored", "ETag: W/\"10\"", "Content-Type: text/plain") },
        { "longer than the limit", RawAnswer.Of("200 OK", new string(' ', 20_000), "ETag: W/\"10\"") },
    };

    [Theory]
    [MemberData(nameof(AnswersWithoutTheResource))]
    public async Task Patch_AnsweredWithoutTheResource_IsDone(string answer, RawAnswer raw)
    {
        Assert.NotEmpty(answer);
        await using var server = RawServer.Start(raw);
        var client = WireClient.WriterOf(server, static options => options.MaximumResponseBytes = 10_000);
        var json = await client.Patient.PatchAsync("p1", new JsonPatch { VersionId = "9" }.Add("/telecom/-", "x"));
        var fhirPath = await client.Patient.PatchAsync("p1", new FhirPathPatch { VersionId = "9" }.Replace("Patient.active", new BooleanElement(true)));

        Assert.All([json, fhirPath], static result => Assert.Equal(("p1", "10", null), (result.Id, result.VersionId, result.Resource)));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(AnswersWithoutTheResource))]
    public async Task Update_AnsweredWithoutTheResource_GivesWhatWasSentWithTheNewVersion(string answer, RawAnswer raw)
    {
        Assert.NotEmpty(answer);
        await using var server = RawServer.Start(raw);
        var client = WireClient.WriterOf(server, static options => options.MaximumResponseBytes = 10_000);
        var result = await client.Patient.UpdateAsync(PatientOfVersion9());

        Assert.False(result.HasRepresentation);
        Assert.Equal(("10", "10", AdministrativeGender.Female), (result.VersionId, result.Resource!.Meta!.VersionId, result.Resource.Gender!.Value.Value));
    }

    [Fact]
    public async Task Update_WithoutANewVersion_NeverGivesTheOldOneAsCurrent()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK"));
        var sent = PatientOfVersion9();
        var result = await WireClient.WriterOf(server).Patient.UpdateAsync(sent);

        Assert.Equal((null, null, null), (result.VersionId, result.Resource!.Meta!.VersionId, result.Resource.Meta.LastUpdated));
        Assert.Equal("9", sent.Meta!.VersionId);
    }

    [Fact]
    public async Task Update_AnsweredWithWhatWasSent_HasTheVersionOfTheHeader()
    {
        await using var server = RawServer.Start(RawAnswer.Of(
            "200 OK", """{"resourceType":"Patient","id":"p1","meta":{"versionId":"9"},"active":true}""", "ETag: W/\"10\""));
        var result = await WireClient.WriterOf(server).Patient.UpdateAsync(PatientOfVersion9());

        Assert.True(result.HasRepresentation);
        Assert.Equal(("10", "10"), (result.VersionId, result.Resource!.Meta!.VersionId));
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("201 Created")]
    public async Task Success_WithAnOutcomeThatIsAnError_IsAFailureOfEveryWrite(string status)
    {
        foreach (var severity in new[] { "error", "fatal" })
        {
            await using var server = RawServer.Start(RawAnswer.Of(
                status, $$"""{"resourceType":"OperationOutcome","issue":[{"severity":"{{severity}}","code":"business-rule","diagnostics":"Erika not stored"}]}"""));
            var client = WireClient.WriterOf(server);
            foreach (var write in new Func<Task>[]
            {
                () => client.Patient.CreateAsync(new Patient { Active = true }),
                () => client.Patient.UpdateAsync(PatientOfVersion9()),
                () => client.Patient.PatchAsync("p1", new JsonPatch().Remove("/active")),
                () => client.Patient.DeleteAsync("p1"),
                () => client.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is("urn:s", "1")),
                () => client.Patient.ConditionalUpdateAsync(new Patient(), q => q.Identifier.Is("urn:s", "1")),
                () => client.Patient.ConditionalDeleteAsync(q => q.Identifier.Is("urn:s", "1")),
                () => client.Patient.ReadAsync("p1"),
                () => client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync(),
            })
            {
                var exception = await Assert.ThrowsAsync<FhirResponseException>(write);

                Assert.Equal((int.Parse(status[..3]), "Erika not stored"), ((int)exception.StatusCode, Assert.Single(exception.Outcome!.Issue).Diagnostics));
                Assert.DoesNotContain("Erika", exception.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("Location: http://h.example/fhir/Patient", null, null)]
    [InlineData("Location: http://h.example/fhir/Patient/n1/_history", "n1", null)]
    [InlineData("Location: http://h.example/fhir/Patient/n1/_history/", "n1", null)]
    [InlineData("Location: http://h.example/fhir/Patient/n1/_history/W%2F%223%22", "n1", "3")]
    [InlineData("Location: http://h.example/fhir/Patient/n1/_history/3?x=y#z", "n1", "3")]
    [InlineData("Location: Patient/n%31/_history/3", "n1", "3")]
    [InlineData("Location: http://h.example/Encounter/base/Patient/n1", "n1", null)]
    [InlineData("Location: http://h.example/fhir/Patient/_history/3", null, null)]
    [InlineData("Location: http://h.example/fhir/Patient/a%2Fb", null, null)]
    [InlineData("Location: n1", null, null)]
    [InlineData("Content-Location: http://h.example/fhir/Patient/n1/_history/1", "n1", "1")]
    [InlineData("X-None: 1", null, null)]
    public async Task Create_TakesIdAndVersionFromItsLocation_OrSaysThatThereIsNone(string header, string? id, string? version)
    {
        await using var server = RawServer.Start(RawAnswer.Of("201 Created", "", header));
        var result = await WireClient.WriterOf(server).Patient.CreateAsync(new Patient { Active = true });

        Assert.Equal((true, id, version, id), (result.IsCreated, result.Id, result.VersionId, result.Resource!.Id));
    }

    public static TheoryData<string, RawAnswer> AnswersAboutAnother => new()
    {
        { "Location of another type", RawAnswer.Of("201 Created", "", "Location: http://h.example/fhir/Observation/o9/_history/1") },
        { "resource of another type", RawAnswer.Of("201 Created", """{"resourceType":"Observation","id":"p1"}""") },
        { "resource and Location that differ", RawAnswer.Of("201 Created", """{"resourceType":"Patient","id":"p1"}""", "Location: Patient/p2") },
    };

    [Theory]
    [MemberData(nameof(AnswersAboutAnother))]
    public async Task Write_AnsweredAboutAnotherResource_IsAnError(string answer, RawAnswer raw)
    {
        Assert.NotEmpty(answer);
        await using var server = RawServer.Start(raw);
        var client = WireClient.WriterOf(server);
        foreach (var write in new Func<Task>[]
        {
            () => client.Patient.CreateAsync(new Patient()),
            () => client.Patient.UpdateAsync(PatientOfVersion9()),
            () => client.Patient.PatchAsync("p1", new JsonPatch().Remove("/active")),
            () => client.Patient.CreateIfNoneExistAsync(new Patient(), q => q.Identifier.Is("urn:s", "1")),
            () => client.Patient.ConditionalUpdateAsync(new Patient(), q => q.Identifier.Is("urn:s", "1")),
        })
        {
            Assert.Equal(HttpStatusCode.Created, (await Assert.ThrowsAsync<FhirProtocolException>(write)).StatusCode);
        }
    }

    [Fact]
    public async Task UpdateAndPatch_AnsweredAboutAnotherId_AreErrors()
    {
        foreach (var raw in new[] { RawAnswer.Of("200 OK", """{"resourceType":"Patient","id":"p2"}"""), RawAnswer.Of("200 OK", "", "Location: Patient/p2/_history/3") })
        {
            await using var server = RawServer.Start(raw);
            var client = WireClient.WriterOf(server);

            await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.UpdateAsync(PatientOfVersion9()));
            await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.PatchAsync("p1", new JsonPatch().Remove("/active")));
        }
    }

    [Fact]
    public async Task PageOfALogin_IsNoSuccessOfAWrite()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", "<html>Sign in</html>", "Content-Type: text/html"));
        var client = WireClient.WriterOf(server);
        foreach (var write in new Func<Task>[]
        {
            () => client.Patient.CreateAsync(new Patient()),
            () => client.Patient.UpdateAsync(PatientOfVersion9()),
            () => client.Patient.PatchAsync("p1", new JsonPatch().Remove("/active")),
            () => client.Patient.DeleteAsync("p1"),
        })
        {
            await Assert.ThrowsAsync<FhirProtocolException>(write);
        }
    }

    [Theory]
    [InlineData("202 Accepted")]
    [InlineData("206 Partial Content")]
    [InlineData("299 Whatever")]
    public async Task Status_ThatDoesNotSayWhatWasDone_IsAnError(string status)
    {
        await using var server = RawServer.Start(RawAnswer.Of(status, """{"resourceType":"Patient","id":"p1"}"""));
        var client = WireClient.WriterOf(server);

        await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.CreateAsync(new Patient()));
        await Assert.ThrowsAsync<FhirProtocolException>(() => client.Patient.ReadAsync("p1"));
    }

    private static Patient PatientOfVersion9() => new()
    {
        Id = "p1",
        Gender = AdministrativeGender.Female,
        Meta = new Meta { VersionId = "9", LastUpdated = FhirInstant.Parse("2026-01-02T03:04:05Z") },
    };
}
