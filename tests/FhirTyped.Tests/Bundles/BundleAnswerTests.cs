using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Tests;

/// <summary>An answer of a bundle belongs to a request where its number, type and id say so, and not because of its place alone.</summary>
public sealed class BundleAnswerTests
{
    private const string CreatedPatient = """{"response":{"status":"201 Created","location":"Patient/pat-1/_history/1"} }""";
    private const string CreatedObservation = """{"response":{"status":"201 Created","location":"Observation/obs-1/_history/1"} }""";
    private const string Remark =
        """{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]},"response":{"status":"200"} }""";

    [Theory]
    [InlineData(CreatedPatient + "," + CreatedObservation, true)]
    [InlineData(CreatedObservation + "," + CreatedPatient, false)]
    [InlineData(Remark + "," + CreatedPatient + "," + CreatedObservation, false)]
    [InlineData(CreatedPatient + "," + CreatedObservation + "," + Remark, false)]
    [InlineData(CreatedObservation, false)]
    [InlineData(CreatedPatient, false)]
    [InlineData("", false)]
    public async Task Creates_WhoseAnswersStandElsewhere_NeverGetTheIdOfAnother(string entries, bool isRight)
    {
        var response = await SendAsync("transaction-response", entries, static (t, _) =>
        {
            t.Create(new Patient());
            t.Create(new Observation());
        });

        Assert.Equal(isRight ? ["pat-1", "obs-1"] : [null, null], response.Entries.Select(static entry => entry.Id));
        Assert.All(response.Entries, entry => Assert.Equal(isRight, entry.IsSuccess));
        if (!isRight)
        {
            Assert.All(response.Entries, static entry => Assert.IsType<FhirProtocolException>(entry.Error));
        }
    }

    [Fact]
    public async Task Answers_OutOfOrder_CountWhereTheyNameTheirRequest()
    {
        var response = await SendAsync("batch-response", """
            {"resource":{"resourceType":"Patient","id":"p1"},"response":{"status":"200"} },
            {"response":{"status":"200","location":"Patient/p3/_history/4"} },
            {"response":{"status":"204"} },
            {"response":{"status":"200","location":"Encounter/e1/_history/2"} }
            """, static (b, _) =>
        {
            b.Read<Patient>("p1");
            b.Update(new Patient { Id = "p2" });
            b.Delete<Observation>("o1");
            b.Patch<Encounter>("e1", new JsonPatch { VersionId = "1" }.Remove("/period"));
        });

        Assert.Equal([true, false, false, true], response.Entries.Select(static entry => entry.IsSuccess));
        Assert.Equal(("e1", "2"), (response.Entries[3].Id, response.Entries[3].VersionId));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"p9"}""")]
    [InlineData("""{"resourceType":"Observation","id":"p1"}""")]
    public async Task ReadUpdateAndPatch_AnsweredWithAnother_AreErrors(string resource)
    {
        var entry = $$"""{"resource":{{resource}},"response":{"status":"200"} }""";
        var response = await SendAsync("batch-response", $"{entry},{entry},{entry}", static (b, _) =>
        {
            b.Read<Patient>("p1");
            b.Update(new Patient { Id = "p1" });
            b.Patch<Patient>("p1", new JsonPatch().Remove("/active"));
        });

        Assert.All(response.Entries, static entry => Assert.IsType<FhirProtocolException>(entry.Error));
    }

    [Fact]
    public async Task Search_AnsweredWithTheMatchesOfAnother_IsAnError()
    {
        var response = await SendAsync("batch-response", """
            {"resource":{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Observation","id":"o1"},"search":{"mode":"match"} }]},"response":{"status":"200"} }
            """, static (b, client) => b.Search(client.Patient.Search(static q => q.Family.StartsWith("x"))));

        Assert.IsType<FhirProtocolException>(Assert.Single(response.Entries).Error);
    }

    [Fact]
    public async Task Patch_AnsweredWithoutTheResource_IsDone()
    {
        var response = await SendAsync("transaction-response", """{"response":{"status":"200 OK","location":"Patient/p1/_history/10","etag":"W/\"10\""} }""",
            static (t, _) => t.Patch<Patient>("p1", new FhirPathPatch { VersionId = "9" }.Replace("Patient.active", new BooleanElement(true))));
        var patch = Assert.Single(response.Entries);

        Assert.Equal((true, "p1", "10"), (patch.IsSuccess, patch.Id, patch.VersionId));
        Assert.Null(((FhirEntryResponse<Patient>)patch).Result);
    }

    [Theory]
    [InlineData("resource")]
    [InlineData("response")]
    public async Task Success_WithAnOutcomeThatIsAnError_IsAFailure(string place)
    {
        const string Outcome = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"business-rule"}]}""";
        var entry = place == "resource"
            ? $$"""{"resource":{{Outcome}},"response":{"status":"200"} }"""
            : $$"""{"response":{"status":"200","outcome":{{Outcome}} } }""";
        var response = await SendAsync("batch-response", entry, static (b, _) => b.Update(new Patient { Id = "p1" }));
        var update = Assert.Single(response.Entries);

        Assert.Equal(HttpStatusCode.OK, Assert.IsType<FhirResponseException>(update.Error).StatusCode);
        Assert.Null(update.Id);
    }

    [Theory]
    [InlineData("searchset")]
    [InlineData("transaction")]
    [InlineData("collection")]
    public async Task Bundle_ThatIsNoAnswer_IsAnError(string type) =>
        await Assert.ThrowsAsync<FhirProtocolException>(() => SendAsync(type, CreatedPatient, static (b, _) => b.Create(new Patient())));

    private static async Task<FhirBundleResponse> SendAsync(string type, string entries, Action<FhirBundleRequest, WritingPlatform> add)
    {
        var client = FakeServer.Writer(_ => FakeServer.Json($$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{entries}}]}"""), out _);
        var request = type.StartsWith("transaction", StringComparison.Ordinal) ? (FhirBundleRequest)client.Transaction() : client.Batch();
        add(request, client);
        return await request.SendAsync();
    }
}
