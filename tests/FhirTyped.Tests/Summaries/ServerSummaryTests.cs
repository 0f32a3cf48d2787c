using FhirTyped.TestKit;

namespace FhirTyped.Tests.Summaries;

/// <summary>How many resources of each type a server has: what is asked, and what becomes of each type, whatever the server answers.</summary>
public sealed class ServerSummaryTests
{
    [Fact]
    public async Task EachSearchableType_IsAskedForItsNumberAlone_OrListedWithTheJudgesReason()
    {
        await using var server = RawServer.Start(static request => Total(TypeOf(request).Length));

        var summary = await WireClient.Of(server).SummarizeAsync();

        Assert.Equal(["Condition: 9", "Location: 8", "Observation: NotCounted", "Patient: 7"], summary.Types.Select(static type => type.ToString()).Take(4));
        Assert.Null(summary.Find("Encounter"));
        Assert.Contains("FHT", summary.Find("Observation")!.Reason, StringComparison.Ordinal);
        Assert.IsType<FhirCapabilityException>(summary.Find("Observation")!.Error);
        Assert.DoesNotContain(server.Requests, static request => TypeOf(request) == "Observation");
        Assert.Contains("/fhir/Patient?_summary=count", Targets(server));
        Assert.Contains("/fhir/Procedure?_total=accurate&_count=0", Targets(server));
        Assert.Equal(summary.Available.Select(static type => type.Count), summary.Available.Select(static type => type.Count).OrderDescending());
        Assert.DoesNotContain(summary.Available, static type => type.ResourceType == "Observation");
        Assert.Equal(summary.Types.Sum(static type => type.Count ?? 0), summary.Count);
    }

    [Fact]
    public async Task OnePatients_AreThoseToWhichAParameterOfTheCompartmentLeads()
    {
        await using var server = RawServer.Start(static _ => Total(3));

        var summary = await WireClient.Of(server).SummarizeAsync(new() { PatientId = "p.1", ResourceTypes = ["Patient", "Condition", "Encounter", "Observation", "Medication", "Condition"] });

        Assert.Equal(["/fhir/Condition?patient=p.1&_summary=count", "/fhir/Patient?_id=p.1&_summary=count"], Targets(server).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("Condition", FhirTypeCountStatus.Counted, "patient"), ("Encounter", FhirTypeCountStatus.NotCounted, "patient"), ("Medication", FhirTypeCountStatus.NotCounted, null),
                ("Observation", FhirTypeCountStatus.NotCounted, "patient"), ("Patient", FhirTypeCountStatus.Counted, "_id")],
            summary.Types.Select(static type => (type.ResourceType, type.Status, type.PatientParameter)));
        Assert.All(summary.Types, static type => Assert.DoesNotContain("p.1", type.Reason ?? "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"searchset"}""", FhirTypeCountStatus.NoTotal)]
    [InlineData("""{"resourceType":"Bundle","type":"searchset","total":0}""", FhirTypeCountStatus.Counted)]
    [InlineData("""{"resourceType":"Bundle","type":"searchset","total":-1}""", FhirTypeCountStatus.Failed)]
    [InlineData("""{"resourceType":"Bundle","type":"searchset","total":"many"}""", FhirTypeCountStatus.Failed)]
    [InlineData("""{"resourceType":"Bundle","type":"searchset","total":99999999999}""", FhirTypeCountStatus.Failed)]
    [InlineData("""{"resourceType":"Bundle","type":"history","total":3}""", FhirTypeCountStatus.Failed)]
    [InlineData("""{"resourceType":"Patient","id":"a"}""", FhirTypeCountStatus.Failed)]
    [InlineData("<html>", FhirTypeCountStatus.Failed)]
    public async Task WhatIsNoNumber_IsNever0(string answer, FhirTypeCountStatus expected)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", answer));

        var type = Assert.Single((await WireClient.Of(server).SummarizeAsync(new() { ResourceTypes = ["Patient"] })).Types);

        Assert.Equal(expected, type.Status);
        Assert.Equal(expected == FhirTypeCountStatus.Counted ? 0 : null, type.Count);
        Assert.Equal(expected == FhirTypeCountStatus.Counted, type.Reason is null);
    }

    [Fact]
    public async Task AServerThatLeavesThePatientOut_GivesNoNumber()
    {
        await using var server = RawServer.Start(static _ => RawAnswer.Of("200 OK",
            """{"resourceType":"Bundle","type":"searchset","total":70000,"link":[{"relation":"self","url":"http://h/fhir/Condition?_summary=count"}]}"""));

        var type = Assert.Single((await WireClient.Of(server).SummarizeAsync(new() { PatientId = "a", ResourceTypes = ["Condition"] })).Types);

        Assert.Equal(FhirTypeCountStatus.Failed, type.Status);
        Assert.IsType<FhirDroppedFilterException>(type.Error);
        Assert.Null(type.Count);
    }

    [Fact]
    public async Task WhatFailsForOneType_TakesNothingFromTheOthers_AndProgressNeverGoesBack()
    {
        await using var server = RawServer.Start(static request => TypeOf(request) == "Condition" ? RawAnswer.Of("500 Internal Server Error") : Total(1));
        var told = new Told();

        var summary = await WireClient.Of(server).SummarizeAsync(new() { Progress = told, MaximumParallelism = 2 });

        Assert.Equal(FhirTypeCountStatus.Failed, summary.Find("Condition")!.Status);
        Assert.Equal(1, summary.Find("Patient")!.Count);
        Assert.Equal(Enumerable.Range(1, summary.Types.Count).Select(done => new FhirProgress(done, summary.Types.Count)), told.Values);
    }

    [Fact]
    public async Task Cancelled_ItEnds()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = RawServer.Start(_ =>
        {
            cancellation.Cancel();
            return Total(1);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WireClient.Of(server).SummarizeAsync(new() { MaximumParallelism = 1 }, cancellation.Token));
        Assert.InRange(server.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task AnOptionThatIsNone_IsRefused_AndNothingIsSent()
    {
        var client = FakeServer.Client(FakeServer.Never, out _);

        foreach (var options in new FhirServerSummaryOptions[]
        {
            new() { PatientId = "" }, new() { PatientId = "a b" }, new() { PatientId = "a&b" }, new() { ResourceTypes = [] }, new() { ResourceTypes = ["Nothing"] }, new() { ResourceTypes = [null!] },
            new() { MaximumParallelism = 0 },
        })
        {
            Assert.Equal("options", (await Assert.ThrowsAsync<ArgumentException>(() => client.SummarizeAsync(options))).ParamName);
        }
    }

    [Fact]
    public async Task TwoHundredAtOnce_GiveTheSame()
    {
        await using var server = RawServer.Start(static request => Total(TypeOf(request).Length));
        var client = WireClient.Of(server);

        var summaries = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.SummarizeAsync(new() { ResourceTypes = ["Patient", "Condition"] })));

        Assert.All(summaries, static summary => Assert.Equal(["Condition: 9", "Patient: 7"], summary.Types.Select(static type => type.ToString())));
    }

    private static string TypeOf(RawRequest request) => request.Target["/fhir/".Length..].Split('?', '/')[0];

    private static IEnumerable<string> Targets(RawServer server) => server.Requests.Select(static request => request.Target);

    private static RawAnswer Total(int total) => RawAnswer.Of("200 OK", $$"""{"resourceType":"Bundle","type":"searchset","total":{{total}}}""");

    private sealed class Told : IProgress<FhirProgress>
    {
        public List<FhirProgress> Values { get; } = [];

        public void Report(FhirProgress value) => Values.Add(value);
    }
}
