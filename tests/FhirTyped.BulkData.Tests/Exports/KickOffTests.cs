using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Exports;

/// <summary>What goes over the wire to begin an export, and what is refused before.</summary>
public sealed class KickOffTests : IAsyncDisposable
{
    private readonly ExportServer _server = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Get_IsSentAsItWasDescribed()
    {
        var export = _server.Client().Group("g1").Export(e => e
            .Types("Observation", "Patient")
            .Since(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(1)))
            .TypeFilter<ExportHospital.ObservationQuery>(q => q.Category.AnyOf("laboratory", "vital-signs").Date.OnOrAfter(new DateOnly(2025, 1, 1)))
            .TypeFilter("Observation?code=http%3A%2F%2Floinc.org%7C8867-4")
            .Elements("id", "Observation.status")
            .IncludeAssociatedData("LatestProvenanceResources"));
        Assert.Empty(export.Verdicts);
        await using var job = await export.StartAsync(_folder.Path);

        var request = Assert.Single(_server.Requests);
        Assert.StartsWith("GET /fhir/Group/g1/$export?", request.Head, StringComparison.Ordinal);
        Assert.Equal(
            [
                "_since=2026-02-03T04%3A05%3A06%2B01%3A00", "_type=Observation,Patient", "_elements=id,Observation.status", "includeAssociatedData=LatestProvenanceResources",
                "_typeFilter=Observation%3Fcategory%3Dlaboratory%252Cvital-signs%26date%3Dge2025-01-01", "_typeFilter=Observation%3Fcode%3Dhttp%3A%2F%2Floinc.org%257C8867-4",
            ],
            request.Target.Split('?', 2)[1].Split('&'));
        Assert.Equal("respond-async", Assert.Single(request.Header("Prefer")));
        Assert.Equal("application/fhir+json", Assert.Single(request.Header("Accept")));
        Assert.Equal("Bearer " + ExportServer.Token, Assert.Single(request.Header("Authorization")));
        Assert.Equal(BulkExportPhase.Running, job.Phase);
        Assert.Equal(_server.Address + "fhir/bulk/job-1", job.StatusAddress!.OriginalString);
    }

    [Fact]
    public async Task Post_HasNoIdInItsAddress()
    {
        await using var job = await _server.Client().AllPatients()
            .Export(e => e.Types("Patient").Patients("p1", "p2").Since(DateTimeOffset.UnixEpoch).TypeFilter("Patient?family=A,B").OrganizeOutputBy("Patient").OutputFormat("ndjson")).StartAsync(_folder.Path);

        var request = Assert.Single(_server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/fhir/Patient/$export", request.Target);
        var parameters = FhirJson.Read<Parameters>(request.Body);
        Assert.Equal(["_outputFormat", "_since", "organizeOutputBy", "_type", "patient", "patient", "_typeFilter"], parameters.Parameter.Select(static one => one.Name));
        Assert.Equal("Patient/p1", Assert.IsType<ResourceReference>(parameters.Parameter[4].Value).Reference);
        Assert.Equal("Patient?family=A%2CB", Assert.IsType<StringElement>(parameters.Parameter[6].Value).Value);
    }

    [Fact]
    public async Task LongFilters_GoByPost()
    {
        await using var job = await _server.Client().WholeSystem().Export(e => e.TypeFilter("Patient?family=" + new string('a', 3000))).StartAsync(_folder.Path);

        Assert.StartsWith("POST /fhir/$export HTTP", Assert.Single(_server.Requests).Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlatformWithoutExport_IsRefusedBeforeAnythingIsSent()
    {
        IFhirPlatformClient client = FhirPlatform.Create<PlainClinic>(options => options.BaseUrl = new Uri(_server.Address, "fhir"));

        foreach (var target in new[] { client.Group("g1"), client.AllPatients(), client.WholeSystem() })
        {
            var refusal = await Assert.ThrowsAsync<FhirCapabilityException>(() => target.Export().StartAsync(_folder.Path));
            Assert.Contains("$export", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_server.Requests);
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public async Task PlatformOfWhichNothingIsKnown_IsNoDeclaration()
    {
        var unknown = new PlatformDescriptor(new PlatformManifest { Id = "unknown", ClassName = "Unknown", Name = "Unknown", Origin = StatementOrigin.None with { Kind = StatementKind.Assumed } });
        var export = FhirPlatform.Create(unknown, options => options.BaseUrl = new Uri(_server.Address, "fhir")).WholeSystem().Export();

        Assert.Equal(CapabilitySupport.Undeclared, Assert.Single(export.Verdicts).Support);
        await Assert.ThrowsAsync<FhirCapabilityException>(() => export.StartAsync(_folder.Path));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task TypeFilter_IsJudgedAsTheSearchThatItIs()
    {
        var client = _server.Client();
        async Task<string> RefuseAsync(Action<BulkExportBuilder> build) =>
            (await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Group("g1").Export(build).StartAsync(_folder.Path))).Verdicts[0].Id;

        Assert.Equal("FHT1003", await RefuseAsync(static e => e.TypeFilter("Observation?nonsense=1")));
        Assert.Equal("FHT1001", await RefuseAsync(static e => e.Types("Encounter")));
        await RefuseAsync(static e => e.TypeFilter("Observation?category=imaging"));

        // The members of the group stand for the patient that the platform asks for.
        Assert.Empty(client.Group("g1").Export(static e => e.TypeFilter("Observation?category=laboratory")).Verdicts);

        // A server may filter by what it does not search for, as the reference server does: what it declares of parameters holds, else FHIR's own rules.
        Assert.Empty(client.Group("g1").Export(static e => e.TypeFilter("Condition?code=a").TypeFilter("Procedure?date=2026")).Verdicts);
        Assert.Equal("FHT1003", await RefuseAsync(static e => e.TypeFilter("Condition?onset-date=2026")));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void NullAndEmpty_NeverMeanEverything()
    {
        var target = _server.Client().Group("g1");
        Action<BulkExportBuilder>[] wrong =
        [
            static e => e.Types(), static e => e.Types("Nonsense"), static e => e.Types((string)null!), static e => e.TypeFilter("Observation"), static e => e.TypeFilter("Observation?"),
            static e => e.TypeFilter<ExportHospital.ObservationQuery>(static _ => { }), static e => e.TypeFilter<ExportHospital.ObservationQuery>(static q => q.Category.Is("")),
            static e => e.Elements("a b"), static e => e.Elements(), static e => e.IncludeAssociatedData("a,b"), static e => e.Patients("p 1"), static e => e.Patients(), static e => e.OutputFormat(" "),
            static e => e.OutputFormat("a\r\nb"), static e => e.OrganizeOutputBy("Nonsense"), static e => e.Types("Patient").TypeFilter("Observation?code=1"),
        ];
        Assert.All(wrong, build => Assert.ThrowsAny<ArgumentException>(() => target.Export(build)));
        Assert.Throws<ArgumentException>(() => _server.Client().Group("a/b"));
        Assert.Throws<ArgumentException>(() => _server.Client().WholeSystem().Export(static e => e.Patients("p1")));
    }

    [Theory]
    [InlineData("429 Too Many Requests", typeof(FhirRateLimitException))]
    [InlineData("400 Bad Request", typeof(FhirResponseException))]
    [InlineData("500 Internal Server Error", typeof(FhirResponseException))]
    [InlineData("401 Unauthorized", typeof(FhirAuthorizationException))]
    public async Task Refusal_LeavesTheFolderFree(string status, Type expected)
    {
        _server.OnKickOff = times => times == 0 ? RawAnswer.Of(status, "") : null;
        var export = _server.Client().Group("g1").Export();

        var refusal = await Assert.ThrowsAnyAsync<FhirException>(() => export.StartAsync(_folder.Path));
        Assert.IsType(expected, refusal);
        await using var job = await export.StartAsync(_folder.Path);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task LostAnswer_IsNotAskedForAgainByItself()
    {
        _server.OnKickOff = static times => times == 0 ? RawAnswer.Reset : null;
        var client = _server.Client(static options =>
        {
            options.Resilience.MaxRetryAttempts = 3;
            options.Resilience.Delay = TimeSpan.Zero;
        });

        // Each kick-off that arrives is an export: nobody knows whether this one did.
        await Assert.ThrowsAsync<FhirTransportException>(() => client.Group("g1").Export().StartAsync(_folder.Path));
        Assert.Single(_server.Requests);
        await Assert.ThrowsAsync<BulkExportException>(() => client.Group("g1").Export().StartAsync(_folder.Path));

        await using var job = await BulkExportJob.ResumeAsync(client, _folder.Path);
        Assert.Equal(2, _server.Requests.Count);
        Assert.Equal(BulkExportPhase.Running, job.Phase);
    }

    [Theory]
    [InlineData("202 Accepted", "")]
    [InlineData("200 OK", "Content-Location: /fhir/bulk/job-1")]
    public async Task AnswerThatIsNone_IsAnError(string status, string field)
    {
        _server.OnKickOff = _ => RawAnswer.Of(status, "", field.Length > 0 ? [field] : []);
        await Assert.ThrowsAsync<FhirProtocolException>(() => _server.Client().Group("g1").Export().StartAsync(_folder.Path));
    }

    [Theory]
    [InlineData("https://elsewhere.example/status")]
    [InlineData("http://user@127.0.0.1/status")]
    [InlineData("file:///etc/passwd")]
    [InlineData("no address")]
    public async Task StatusAddressElsewhere_IsNotAskedFor(string location)
    {
        _server.OnKickOff = _ => RawAnswer.Of("202 Accepted", "", "Content-Location: " + location);
        await Assert.ThrowsAsync<BulkExportException>(() => _server.Client().Group("g1").Export().StartAsync(_folder.Path));
        Assert.Single(_server.Requests);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _server.DisposeAsync();
    }
}
