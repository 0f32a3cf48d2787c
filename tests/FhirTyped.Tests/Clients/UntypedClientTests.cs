using System.Net;
using System.Reflection;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.Clients;

/// <summary>
/// Whatever a typed client sends, the untyped one sends with the same bytes, by its own member and by <see cref="IFhirPlatformClient.SendAsync"/>. The
/// server refuses everything, so that only what was sent counts.
/// </summary>
public sealed class UntypedClientTests
{
    private static readonly JsonPatch Json = new JsonPatch { VersionId = "7" }.Replace("/active", true);
    private static readonly FhirPathPatch Path = new FhirPathPatch { VersionId = "7" }.Delete("Patient.active");

    private static readonly Dictionary<string, Twins> All = new()
    {
        ["ReadAsync"] = new(c => c.Patient.ReadAsync("p1"), u => u.ReadAsync("Patient", "p1"), u => Send(u, "GET", "Patient/p1")),
        ["TryReadAsync"] = new(c => c.Patient.TryReadAsync("p1"), u => u.TryReadAsync("Patient", "p1"), u => Send(u, "GET", "/Patient/p1")),
        ["VReadAsync"] = new(c => c.Organization.VReadAsync("o1", "3"), u => u.VReadAsync("Organization", "o1", "3"), u => Send(u, "GET", "Organization/o1/_history/3")),
        ["ReadIfNoneMatchAsync"] = new(c => c.Patient.ReadIfNoneMatchAsync("p1", "3"), u => u.ReadIfNoneMatchAsync("Patient", "p1", "3")),
        ["ReadIfModifiedSinceAsync"] = new(
            c => c.Patient.ReadIfModifiedSinceAsync("p1", DateTimeOffset.UnixEpoch), u => u.ReadIfModifiedSinceAsync("Patient", "p1", DateTimeOffset.UnixEpoch)),
        ["History"] = new(
            c => c.Organization.History("o1").FirstPageAsync(), u => u.History("Organization", "o1").FirstPageAsync(), u => Send(u, "GET", "Organization/o1/_history")),
        ["History of a type"] = new(
            c => c.Organization.History().FirstPageAsync(), u => u.History("Organization").FirstPageAsync(), u => Send(u, "GET", "Organization/_history")),
        ["History of the system"] = new(null, u => u.History().FirstPageAsync(), u => Send(u, "GET", "_history")),
        ["ResolveAsync"] = new(
            c => Resolve(c), u => Resolve(u), u => u.ReadAsync("Patient", "p1")),
        ["Search"] = new(
            c => c.Patient.Search(q => q.Family.StartsWith("O,Neil & é")).FirstPageAsync(),
            u => u.Search("Patient?family=O%5C%2CNeil%20%26%20%C3%A9").FirstPageAsync(),
            u => Send(u, "GET", "Patient?family=O%5C%2CNeil%20%26%20%C3%A9")),
        ["Search by POST"] = new(
            c => c.Patient.Search(q => q.Family.StartsWith("Smith")).ViaPost().FirstPageAsync(),
            u => u.Search("Patient?family=Smith").ViaPost().FirstPageAsync(), u => Send(u, "POST", "Patient/_search?family=Smith")),
        ["CreateAsync"] = new(c => c.Patient.CreateAsync(Patient()), u => u.CreateAsync(Patient()), u => Send(u, "POST", "Patient", Patient())),
        ["CreateIfNoneExistAsync"] = new(
            c => c.Patient.CreateIfNoneExistAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1")), u => u.CreateIfNoneExistAsync(Patient(), "identifier=urn:mrn%7C1")),
        ["UpdateAsync"] = new(c => c.Patient.UpdateAsync(Patient()), u => u.UpdateAsync(Patient()), u => Send(u, "PUT", "Patient/p1", Patient())),
        ["ModifyAsync"] = new(c => c.Patient.ModifyAsync("p1", static _ => { }), u => u.ReadAsync("Patient", "p1")),
        ["ConditionalUpdateAsync"] = new(
            c => c.Patient.ConditionalUpdateAsync(Patient(), q => q.Identifier.Is("urn:mrn", "1")), u => u.ConditionalUpdateAsync(Patient(), "identifier=urn:mrn%7C1"),
            u => Send(u, "PUT", "Patient?identifier=urn:mrn|1", Patient())),
        ["PatchAsync"] = new(
            c => c.Patient.PatchAsync("p1", Json), u => u.PatchAsync("Patient", "p1", Json)),
        ["PatchAsync by FHIRPath"] = new(c => c.Patient.PatchAsync("p1", Path), u => u.PatchAsync("Patient", "p1", Path)),
        ["DeleteAsync"] = new(c => c.Patient.DeleteAsync("p1"), u => u.DeleteAsync("Patient", "p1"), u => Send(u, "DELETE", "Patient/p1")),
        ["DeleteAsync of a version"] = new(c => c.Patient.DeleteAsync(Patient()), u => u.DeleteAsync("Patient", "p1", "7")),
        ["ConditionalDeleteAsync"] = new(
            c => c.Patient.ConditionalDeleteAsync(q => q.Identifier.Is("urn:mrn", "1")), u => u.ConditionalDeleteAsync("Patient", "identifier=urn:mrn%7C1"),
            u => Send(u, "DELETE", "Patient?identifier=urn:mrn%7C1")),
        ["ConditionalDeleteMultipleAsync"] = new(
            c => c.Observation.ConditionalDeleteMultipleAsync(q => q.Patient.Is("p1")), u => u.ConditionalDeleteMultipleAsync("Observation", "patient=p1")),
        ["OperationAsync"] = new(c => c.OperationAsync("reindex"), u => u.OperationAsync("$reindex"), u => Send(u, "POST", "$reindex", new Parameters())),
        ["OperationAsync of a type"] = new(
            c => c.OperationAsync<Patient>("meta"), u => u.OperationAsync("meta", null, "Patient"), u => Send(u, "POST", "Patient/$meta", new Parameters())),
        ["OperationAsync of a resource"] = new(
            c => c.InstanceOperationAsync<Patient>("p1", "meta"), u => u.OperationAsync("meta", null, "Patient", "p1"),
            u => Send(u, "POST", "Patient/p1/$meta", new Parameters())),
        ["NewBatch"] = new(c => Batch(c).SendAsync(), u => Batch(u).SendAsync(), u => Send(u, "POST", "", BatchBundle())),
        ["NewTransaction"] = new(c => Transaction(c).SendAsync(), u => Transaction(u).SendAsync()),
        ["DownloadAsync"] = new(c => c.Binary.DownloadAsync("b1"), u => u.DownloadAsync("b1")),
        ["DownloadAsync of an attachment"] = new(
            c => c.Binary.DownloadAsync(new Attachment { Url = "Binary/b1" }), u => u.DownloadAsync(new Attachment { Url = "Binary/b1" })),
        ["Everything"] = new(
            c => c.Patient.Everything("p1", new EverythingOptions { Count = 10, Types = ["Observation"] }).FirstPageAsync(),
            u => Send(u, "GET", "Patient/p1/$everything?_type=Observation&_count=10")),
        ["SummarizeAsync"] = new(
            c => SummarizeAsync(c), u => SummarizeAsync(u)),
        ["SummaryAsync"] = new(c => c.Patient.SummaryAsync("p1"), u => Send(u, "GET", "Patient/p1/$summary")),
        ["Docref"] = new(c => c.DocumentReference.Docref("p1").FirstPageAsync(), u => Send(u, "GET", "DocumentReference/$docref?patient=p1")),
        ["Lastn"] = new(
            c => c.Observation.Lastn(q => q.Patient.Is("p1").Category.Is("vital-signs")).FirstPageAsync(),
            u => Send(u, "GET", "Observation/$lastn?patient=p1&category=vital-signs&max=1")),
        ["ExpandAsync"] = new(
            c => c.ValueSet.ExpandAsync("urn:v"), u => u.OperationAsync("expand", new Parameters().Add("url", new UriElement("urn:v")), "ValueSet")),
        ["LookupAsync"] = new(c => c.CodeSystem.LookupAsync(Code), u => u.OperationAsync("lookup", new Parameters().Add("coding", Code), "CodeSystem")),
        ["TranslateAsync"] = new(c => c.ConceptMap.TranslateAsync(Code), u => u.OperationAsync("translate", new Parameters().Add("coding", Code), "ConceptMap")),
        ["ValidateAsync"] = new(
            c => c.Patient.ValidateAsync(Patient()), u => u.OperationAsync("validate", new Parameters().Add("resource", Patient()), "Patient")),
        ["ValidateCodeAsync"] = new(
            c => c.ValueSet.ValidateCodeAsync("urn:v", Code),
            u => u.OperationAsync("validate-code", new Parameters().Add("url", new UriElement("urn:v")).Add("coding", Code), "ValueSet")),
        ["MatchAsync"] = new(
            c => c.Patient.MatchAsync(Patient()), u => u.OperationAsync("match", new Parameters().Add("resource", Patient()), "Patient")),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static Coding Code => new("urn:s", "1");

    // A summary keeps the error of a type, where the others throw it.
    private static async Task SummarizeAsync(IFhirPlatformClient client) =>
        throw (await client.SummarizeAsync(new() { ResourceTypes = ["Patient"] })).Types.Single(static type => type.ResourceType == "Patient").Error!;

    [Fact]
    public void EveryMember_OfEndpointsAndOfTheInterface_HasItsTwin()
    {
        var names = All.Keys.Select(static name => name.Split(' ')[0]).ToHashSet();
        var ofEndpoints = EndpointMembers.All.Select(static member => member.Name);
        var ofInterface = typeof(IFhirPlatformClient).GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(static method => !method.IsSpecialName).Select(static method => method.Name);
        Assert.Empty(ofEndpoints.Concat(ofInterface).Where(name => !names.Contains(name) && name is not ("SendAsync" or "ContinueAsync" or "GetPoolStatus")).Distinct());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task TheSameBytes_AreSent_ByTheExchange(string name)
    {
        await using var server = RawServer.Start(RawAnswer.Of("500 Internal Server Error"));
        IFhirPlatformClient client = WireClient.WriterOf(server);
        var (typed, untyped) = All[name];
        await Record.ExceptionAsync(() => typed is null ? untyped[0](client) : typed((WritingPlatform)client));
        var sent = Assert.Single(server.Requests);

        await using var answer = await client.Exchange.SendAsync(new FhirCall(new HttpMethod(sent.Method), sent.Target["/fhir".Length..].TrimStart('/'))
        {
            Body = sent.Body,
            ContentType = Header("Content-Type"),
            Accept = Header("Accept")!,
            IfMatch = Header("If-Match"),
            IfNoneMatch = Header("If-None-Match"),
            IfNoneExist = Header("If-None-Exist"),
            IfModifiedSince = Header("If-Modified-Since") is { } since ? DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture) : null,
            Prefer = Header("Prefer"),
        });

        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(sent.Head, server.Requests[1].Head);
        Assert.Equal(sent.Text, server.Requests[1].Text);

        string? Header(string header) => sent.Header(header).SingleOrDefault();
    }

    [Theory, MemberData(nameof(Names))]
    public async Task TheSameBytes_AreSent(string name)
    {
        await using var server = RawServer.Start(RawAnswer.Of("500 Internal Server Error"));
        var client = WireClient.WriterOf(server);
        var (typed, untyped) = All[name];
        var sent = new List<(string Head, string Body)>();
        foreach (var ask in untyped.Select(static Func<WritingPlatform, Task> (ask) => client => ask(client)).Concat(typed is null ? [] : [typed]))
        {
            await Assert.ThrowsAsync<FhirResponseException>(() => ask(client));
            var request = server.Requests[^1];
            sent.Add((request.Head, request.Text));
        }

        Assert.Equal(sent.Count, server.Requests.Count);
        Assert.All(sent, one => Assert.Equal(sent[0], one));
    }

    [Theory]
    [InlineData("GET", "Patient/../admin")]
    [InlineData("GET", "Patient/p1%2F..%2F..%2Fadmin")]
    [InlineData("GET", "Patient/p1#x")]
    [InlineData("GET", "http://elsewhere.example.org/Patient/p1")]
    [InlineData("GET", "//elsewhere.example.org/Patient")]
    [InlineData("GET", "Patient/p1\r\nX: 1")]
    [InlineData("GET", "Patient")]
    [InlineData("GET", "Patient?famly=Smith")]
    [InlineData("GET", "Patient?family=")]
    [InlineData("DELETE", "Patient")]
    [InlineData("DELETE", "Patient?")]
    [InlineData("DELETE", "Observation?patient=p1")]
    [InlineData("POST", "Encounter")]
    [InlineData("GET", "Patient/p1/$graphql")]
    [InlineData("TRACE", "Patient/p1")]
    [InlineData("HEAD", "Patient/p1")]
    [InlineData("GET", "Patient/p1?_elements=name")]
    [InlineData("DELETE", "Patient/p1?x=1")]
    public async Task WhatIsNoRequest_OrNotSupported_IsNotSent(string method, string address)
    {
        var client = FakeServer.Writer(FakeServer.Never, out var server, static options => options.Undeclared = UndeclaredHandling.Refuse);
        var error = await Record.ExceptionAsync(() => Send(client, method, address, address == "Encounter" ? new Encounter() : null));
        Assert.True(error is ArgumentException or FhirCapabilityException, error?.ToString());
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("PUT", "Patient/other")]
    [InlineData("POST", "Observation")]
    [InlineData("GET", "Patient/p1")]
    [InlineData("POST", "")]
    [InlineData("PATCH", "Patient/p1")]
    public async Task ABody_ThatDoesNotFitTheAddress_IsNotSent(string method, string address)
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        await Assert.ThrowsAsync<ArgumentException>(() => Send(client, method, address, Patient()));
    }

    [Fact]
    public async Task ABundle_IsJudgedEntryByEntry()
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);
        var bundle = BatchBundle();
        bundle.Entry.Add(new BundleEntry { Request = new BundleEntryRequest { Method = HttpVerb.GET, Url = "Patient?famly=Smith" } });
        bundle.Entry.Add(new BundleEntry { Request = new BundleEntryRequest { Method = HttpVerb.DELETE, Url = "Encounter/1" } });
        var error = await Assert.ThrowsAsync<FhirCapabilityException>(() => Send(client, "POST", "", bundle));
        Assert.Equal(2, error.Verdicts.Count);
    }

    [Fact]
    public async Task ABundle_WithoutABundleOfResponses_IsAnError()
    {
        var client = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"p1"}"""), out _);
        await Assert.ThrowsAsync<FhirProtocolException>(() => Send(client, "POST", "", BatchBundle()));
    }

    [Theory]
    [InlineData("patient")]
    [InlineData("Patient/1")]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("Patient?x")]
    public async Task WhatIsNoTypeName_IsRefused(string type)
    {
        IFhirPlatformClient client = FakeServer.Writer(FakeServer.Never, out _);
        await Assert.ThrowsAsync<ArgumentException>(() => client.ReadAsync(type, "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.DeleteAsync(type, "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.OperationAsync("meta", null, type));
        Assert.Throws<ArgumentException>(() => client.History(type));
    }

    [Fact]
    public async Task Answers_TellStatusIdAndVersion()
    {
        IFhirPlatformClient client = FakeServer.Writer(
            static request => request.Method == HttpMethod.Post
                ? With(FakeServer.Json("""{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}""", HttpStatusCode.Created), "Patient/n1/_history/4")
                : FakeServer.Json("""{"resourceType":"Patient","id":"p1","meta":{"versionId":"2"}}"""),
            out _);
        var read = await client.SendAsync(HttpMethod.Get, "Patient/p1");
        Assert.Equal((HttpStatusCode.OK, "p1", "2", "Patient"), (read.StatusCode, read.Id, read.VersionId, read.Resource!.TypeName));
        var created = await client.SendAsync(HttpMethod.Post, "Patient", Patient());
        Assert.Equal((HttpStatusCode.Created, "n1", "4", null), (created.StatusCode, created.Id, created.VersionId, created.Resource));
        Assert.NotNull(created.Outcome);
        Assert.DoesNotContain("n1", created.ToString());
    }

    [Fact]
    public async Task AnotherPatientThanWasAskedFor_IsNotHandedOut_WhateverTheWay()
    {
        IFhirPlatformClient client = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"other"}"""), out _);
        await Assert.ThrowsAsync<FhirProtocolException>(() => client.SendAsync(HttpMethod.Get, "Patient/p1"));
        await Assert.ThrowsAsync<FhirProtocolException>(() => client.SendAsync(HttpMethod.Get, "Patient/p1?_pretty=true"));
        await Assert.ThrowsAsync<FhirProtocolException>(() => client.SendAsync(HttpMethod.Put, "Patient/p1", Patient()));
    }

    private static HttpResponseMessage With(HttpResponseMessage response, string location)
    {
        response.Headers.TryAddWithoutValidation("Location", location);
        return response;
    }

    private static Patient Patient() => new() { Id = "p1", Meta = new Meta { VersionId = "7" }, Active = true };

    private static Task Send(IFhirPlatformClient client, string method, string address, Resource? body = null) =>
        client.SendAsync(new HttpMethod(method), address, body);

    private static async Task Resolve(IFhirPlatformClient client) => throw (await client.ResolveAsync(["Patient/p1"])).Results[0].Error!;

    private static FhirBatch Batch(WritingPlatform client)
    {
        var batch = client.Batch();
        batch.Read<Patient>("p1");
        return batch;
    }

    private static FhirBatch Batch(IFhirPlatformClient client) => Batch(client.NewBatch());

    private static FhirBatch Batch(FhirBatch batch)
    {
        batch.Read<Patient>("p1");
        return batch;
    }

    private static FhirTransaction Transaction(IFhirPlatformClient client)
    {
        var transaction = client.NewTransaction();
        transaction.Read<Patient>("p1");
        return transaction;
    }

    private static Bundle BatchBundle()
    {
        var bundle = new Bundle { Type = BundleType.Batch };
        bundle.Entry.Add(new BundleEntry { Request = new BundleEntryRequest { Method = HttpVerb.GET, Url = "Patient/p1" } });
        return bundle;
    }

    private sealed class Twins(Func<WritingPlatform, Task>? typed, params Func<IFhirPlatformClient, Task>[] untyped)
    {
        public void Deconstruct(out Func<WritingPlatform, Task>? ofTyped, out Func<IFhirPlatformClient, Task>[] ofUntyped) => (ofTyped, ofUntyped) = (typed, untyped);
    }
}
