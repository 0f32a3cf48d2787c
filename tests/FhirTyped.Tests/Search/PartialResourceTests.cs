using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Tests.Search;

/// <summary>What was fetched in part is known as a part, whatever the server says, and cannot be written back as if it were whole.</summary>
public sealed class PartialResourceTests
{
    private const string Entries = """
        {"resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"3"},"name":[{"family":"x"}]},"search":{"mode":"match"}},
        {"resource":{"resourceType":"Practitioner","id":"2"},"search":{"mode":"include"}},
        {"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"informational"}]},"search":{"mode":"outcome"}}
        """;

    public static TheoryData<string> Parts => ["elements", "summary", "text", "data", "interpolated", "untyped", "post", "excluded"];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Part_IsMarked_AndCannotBeWrittenBack(string way)
    {
        var client = FakeServer.Writer(Answer, out var server);
        var page = await SearchFor(client, way).FirstPageAsync();
        var patient = (Patient)page.Matches.Single();
        var sent = server.Requests.Count;

        Assert.Equal("SUBSETTED", Assert.Single(patient.Meta!.Tag).Code);
        Assert.Equal("SUBSETTED", Assert.Single(page.AllIncluded.Single().Meta!.Tag).Code);
        Assert.Null(page.Outcomes.Single().Meta);

        // A copy is a part as well, also one that was kept as JSON.
        foreach (var part in new[] { patient, (Patient)patient.DeepClone(), FhirJson.Read<Patient>(FhirJson.ToJson(patient)) })
        {
            var transaction = client.Transaction();
            transaction.Update(part);
            var batch = client.Batch();
            batch.Update(part, client.Patient.Search(q => q.Identifier.Is("urn:oid:1.2.3", "1")));
            Func<Task>[] writes =
            [
                () => client.Patient.UpdateAsync(part),
                () => client.Patient.ConditionalUpdateAsync(part, q => q.Identifier.Is("urn:oid:1.2.3", "1")),
                () => transaction.SendAsync(),
                () => batch.SendAsync(),
            ];
            foreach (var write in writes)
            {
                var error = await Assert.ThrowsAsync<FhirCapabilityException>(write);
                Assert.All(error.Verdicts, static verdict => Assert.Equal(CapabilityIds.Subsetted, verdict.Id));
            }
        }

        Assert.Equal(sent, server.Requests.Count);
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("summary=false")]
    public async Task Whole_IsNotMarked(string way)
    {
        var page = await SearchFor(FakeServer.Writer(Answer, out _), way).FirstPageAsync();

        Assert.Empty(page.Matches.Single().Meta!.Tag);
        Assert.Null(page.AllIncluded.Single().Meta);
    }

    [Fact]
    public async Task MarkOfTheServer_IsKeptAsItIs()
    {
        var client = FakeServer.Writer(static request => FakeServer.Page(
            request.RequestUri!.AbsoluteUri, null, """{"resourceType":"Patient","id":"1","meta":{"tag":[{"system":"urn:x","code":"subsetted"}]}}"""), out _);

        var patient = await client.Patient.Search(q => q.Family.StartsWith("x").Elements("name")).FirstOrDefaultAsync();

        Assert.Equal("urn:x", Assert.Single(patient!.Meta!.Tag).System);
    }

    [Fact]
    public async Task Modify_OfWhatTheServerGivesInPart_IsRefused()
    {
        var client = FakeServer.Writer(
            static _ => FakeServer.Json("""{"resourceType":"Patient","id":"1","meta":{"versionId":"1","tag":[{"code":"SUBSETTED"}]}}"""), out var server);

        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Patient.ModifyAsync("1", static patient => patient.Active = true));
        Assert.Equal("GET", Assert.Single(server.Requests).Method.Method);
    }

    [Fact]
    public async Task LaterPages_AreMarkedAsWell()
    {
        var client = FakeServer.Writer(
            static request => FakeServer.Page(
                "https://writing.example.org/r4/Patient?family=x&_elements=name",
                request.RequestUri!.Query.Contains("page", StringComparison.Ordinal) ? null : "https://writing.example.org/r4/Patient?page=2",
                """{"resourceType":"Patient","id":"1"}"""),
            out _);

        var patients = await client.Patient.Search(q => q.Family.StartsWith("x").Elements("name")).ToListAsync(10);

        Assert.Equal(2, patients.Count);
        Assert.All(patients, static patient => Assert.Single(patient.Meta!.Tag));
    }

    private static FhirSearch<Resource> SearchFor(WritingPlatform client, string way)
    {
        static FhirSearch<Resource> Untyped(FhirSearch<Patient> search) => new(search.Request);
        var text = "x";
        return way switch
        {
            "elements" => Untyped(client.Patient.Search(q => q.Family.StartsWith("x").Elements("name"))),
            "summary" => Untyped(client.Patient.Search(q => q.Family.StartsWith("x").Summary(SummaryMode.True))),
            "text" => Untyped(client.Patient.Search(q => q.Family.StartsWith("x").Summary(SummaryMode.Text))),
            "data" => Untyped(client.Patient.Search(q => q.Family.StartsWith("x").Summary(SummaryMode.Data))),
            "interpolated" => Untyped(client.Patient.Search($"family={text}&_elements=name")),
            "untyped" => ((IFhirPlatformClient)client).Search("Patient?family=x&_%65lements=name"),
            "post" => Untyped(client.Patient.Search(q => q.Family.StartsWith("x").Elements("name")).ViaPost()),
            "excluded" => ((IFhirPlatformClient)client).Search("Patient?family=x&_elements:exclude=name"),
            "summary=false" => Untyped(client.Patient.Search(q => q.Family.StartsWith("x").Summary(SummaryMode.False))),
            _ => Untyped(client.Patient.Search(q => q.Family.StartsWith("x"))),
        };
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request) =>
        FakeServer.Json($$"""{"resourceType":"Bundle","type":"searchset","entry":[{{Entries}}]}""");
}
