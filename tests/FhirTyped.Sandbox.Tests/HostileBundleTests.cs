using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>Bundles that nobody should send: each is refused by the entry, or carried out at a cost that grows with its size.</summary>
public sealed class HostileBundleTests
{
    private const string Urn = "urn:uuid:9b4f2c1e-6a70-4b62-8d4e-0f5d1c2b3a44";

    [Theory]
    [InlineData("FETCH", "Patient/p1")]
    [InlineData("get", "Patient/p1")]
    [InlineData("POST ", "Patient")]
    [InlineData("GET", "Patient/p1#name")]
    [InlineData("GET", "Patient?family=Muster#name")]
    [InlineData("GET", "http://elsewhere.example/fhir/Patient/p1")]
    [InlineData("GET", "//elsewhere.example/Patient/p1")]
    [InlineData("GET", "Patient/../Patient/p1")]
    [InlineData("GET", "Patient/%2e%2e/p1")]
    [InlineData("GET", "Patient//p1")]
    [InlineData("DELETE", "Patient")]
    [InlineData("DELETE", "Patient?")]
    [InlineData("DELETE", "Patient?_count=1")]
    [InlineData("PUT", "Patient")]
    [InlineData("POST", "")]
    [InlineData("POST", "Patient/p1")]
    [InlineData("GET", "Patient/p1/nothing")]
    [InlineData("GET", "Unheard/p1")]
    [InlineData("GET", " ")]
    public async Task ARequestThatIsNone_RefusesTheTransaction_AndFailsAloneInABatch(string method, string url)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Bundles.Both));
        await sandbox.LoadAsync(People.Patient("p1"));
        BundleEntry[] entries = [Bundles.Entry("POST", "Patient", People.Patient("x")), Bundles.Entry(method, url, People.Patient("p1"))];
        var (_, issue) = await sandbox.RefusedAsync(entries);
        var answer = await sandbox.PostAsync(BundleType.Batch, entries);

        Assert.StartsWith("Bundle.entry[1]", Assert.Single(issue.Expression), StringComparison.Ordinal);
        Assert.Equal("201", answer.Entry[0].Response!.Status);
        Assert.InRange(int.Parse(answer.Entry[1].Response!.Status!, global::System.Globalization.CultureInfo.InvariantCulture), 400, 499);
        Assert.StartsWith("Bundle.entry[1]", Assert.IsType<OperationOutcome>(answer.Entry[1].Response!.Outcome).Issue[0].Expression[0], StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Count);
    }

    [Fact]
    public async Task AnEntryWithoutRequest_IsNamed()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Own(system: Bundles.Both));
        var (_, issue) = await sandbox.RefusedAsync(Bundles.Entry("POST", "Patient", People.Patient("x")), new BundleEntry { Resource = People.Patient("y") });
        var answer = await sandbox.PostAsync(BundleType.Batch, new BundleEntry { Resource = People.Patient("y") }, Bundles.Entry("POST", "Patient", People.Patient("x")));

        Assert.Equal(["Bundle.entry[1].request"], issue.Expression);
        Assert.Equal(["400", "201"], answer.Statuses());
    }

    [Theory]
    [InlineData("\"unknown\":\"\\ud800\"")]
    [InlineData("\"unknown\":{\"\\uDBFF\":1}")]
    [InlineData("\"gender\":\"\\ud800\"")]
    public async Task HalfASurrogatePair_IsRefused_WhereverItIsSent(string property)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync(People.Patient("p1"));
        var http = sandbox.CreateHttpClient();
        var resource = "{\"resourceType\":\"Patient\",\"id\":\"p1\"," + property + "}";
        using var created = await http.SendAsync(HttpMethod.Post, "Patient", resource, "application/fhir+json");
        using var updated = await http.SendAsync(HttpMethod.Put, "Patient/p1", resource, "application/fhir+json");
        using var together = await http.SendAsync(HttpMethod.Post, "", TransactionOf(resource), "application/fhir+json");
        using var patched = await http.SendAsync(HttpMethod.Patch, "Patient/p1", """[{"op":"add","path":"/gender","value":"\ud800"}]""", "application/json-patch+json");

        Assert.All([created, updated, together, patched], answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        Assert.Equal("1", (await http.GetAsync<Patient>("Patient/p1")).Meta!.VersionId);
        Assert.Equal(1, sandbox.Count);
    }

    private static string TransactionOf(string patient) =>
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"POST\",\"url\":\"Patient\"},\"resource\":" + patient + "}]}";

    [Theory]
    [InlineData("\"unknown\":{\"a\":1,\"a\":2}")]
    public async Task WhatCannotBeWrittenAgain_IsRefused_InTransactionsAndPatches(string property)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var http = sandbox.CreateHttpClient();
        var resource = "{\"resourceType\":\"Patient\"," + property + "}";
        using var refused = await http.SendAsync(HttpMethod.Post, "", TransactionOf(resource), "application/fhir+json");
        using var created = await http.SendAsync(HttpMethod.Post, "Patient", resource, "application/fhir+json");
        var address = created.Headers.Location!.AbsoluteUri.Split("/_history")[0];
        using var patched = await http.SendAsync(HttpMethod.Patch, address, """[{"op":"add","path":"/active","value":true}]""", "application/json-patch+json");
        using var other = await http.SendAsync(HttpMethod.Patch, address, Patches.Of("delete", "Patient.active"), "application/fhir+json");

        Assert.Equal(["Bundle.entry[0].resource"], (await refused.ReadAsync<OperationOutcome>()).Issue[0].Expression);
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], [refused.StatusCode, patched.StatusCode, other.StatusCode]);
        Assert.Equal(1, sandbox.Count);
    }

    [Fact]
    public async Task AnEmptyTransaction_IsCarriedOut()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);

        Assert.Empty((await sandbox.PostAsync(BundleType.Transaction)).Entry);
    }

    [Fact]
    public async Task TenThousandLinksInOneNarrative_AreReplaced()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        var observation = People.Laboratory("x", "p");
        observation.Text = new Narrative
        {
            Status = NarrativeStatus.Generated,
            Div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + string.Concat(Enumerable.Repeat($"<a href=\"{Urn}\">x</a>", 10_000)) + "</div>",
        };
        var answer = await sandbox.PostAsync(BundleType.Transaction, Bundles.Entry("POST", "Patient", People.Patient("x"), Urn), Bundles.Entry("POST", "Observation", observation));
        var text = Assert.IsType<Observation>(answer.Entry[1].Resource).Text!.Div!;

        Assert.DoesNotContain(Urn, text, StringComparison.Ordinal);
        Assert.Equal(10_001, text.Split("href=\"Patient/" + answer.Entry[0].Resource!.Id + "\"").Length);
    }

    [Theory]
    [InlineData("<div><a href=\"")]
    [InlineData("<div><a href")]
    [InlineData("<div><a href=>")]
    [InlineData("<div><a href=xax>")]
    [InlineData("<a<a<a<a")]
    [InlineData("<")]
    [InlineData("<img src='urn:uuid:9b4f2c1e")]
    [InlineData("<a \u2028 href='x'/>")]
    public void NarrativesThatAreNone_AreLeftAlone(string text) => Assert.Null(NarrativeLinks.Replace(text, static link => link == "x" ? null : "y"));

    [Fact]
    public void TheCostOfATransaction_GrowsWithItsEntries()
    {
        // A shift of work to the collector or the clock would not show: allocations are counted, on one thread.
        Measure(50);
        var (small, large) = (Measure(1_000), Measure(2_000));

        Assert.True(large / (double)small is > 1.5 and < 2.2, $"{small} bytes for 1,000 entries, {large} for 2,000");
    }

    [Fact]
    public void TheCostOfANarrative_GrowsWithItsLength()
    {
        static int Count(int length)
        {
            var asked = 0;
            NarrativeLinks.Replace(string.Concat(Enumerable.Repeat("<a href='x' <b ", length)), _ => asked++ < 0 ? "" : null);
            return asked;
        }

        Assert.Equal(2 * Count(1_000), Count(2_000));
    }

    /// <summary>What a transaction allocates whose entries all depend on each other.</summary>
    private static long Measure(int entries)
    {
        var server = new SandboxServer(BuiltIn.Own(resource: "\"versioning\":\"versioned\",\"updateCreate\":true", system: Bundles.Both), new FhirSandboxOptions(), "http://127.0.0.1/fhir/r4/");
        var bundle = new Bundle { Type = BundleType.Transaction };
        for (var i = 0; i < entries; i++)
        {
            var observation = People.Laboratory("x", "p");
            observation.Subject!.Reference = Url(i + 1);
            observation.HasMember.Add(new ResourceReference { Reference = Url(i + 2) });
            bundle.Entry.Add(i % 4 < 2
                ? Bundles.Entry("POST", "Observation", observation, Url(i))
                : Bundles.Entry("PUT", "Patient/p" + i, People.Patient("p" + i), Url(i)));
        }

        var body = FhirJson.ToUtf8Bytes(bundle);
        var message = new SandboxMessage { Access = Access.Everything, Method = "POST", Url = "/", Body = body, ContentType = "application/fhir+json" };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reply = server.Answer(message, FhirRoute.Parse("POST", "/"));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return allocated;

        string Url(int index) => "http://elsewhere.example/fhir/" + ((index % entries) % 4 < 2 ? "Observation/" : "Patient/") + (index % entries);
    }
}
