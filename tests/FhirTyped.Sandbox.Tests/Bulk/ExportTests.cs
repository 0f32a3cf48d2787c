using System.Net;
using System.Text.Json;
using FhirTyped.BulkData;
using FhirTyped.Platforms;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests.Bulk;

/// <summary>Exports as the platforms have them, over real HTTP, with the client that is made for them.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "fhirtyped-export-" + Guid.NewGuid().ToString("N"));

    private static BulkExportOptions Quick => new() { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5), LongestRetryAfter = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task Group_GivesItsMembersRecords()
    {
        await using var sandbox = await StartAsync<Epic>();
        var epic = sandbox.CreateClient<Epic>();

        var ids = await ExportAsync(epic.Group("g1").Export());
        Assert.Equal(["Observation/o1", "Observation/o2", "Patient/p1", "Patient/p2"], ids);
        Assert.Equal(["operation", "export-status", "export-file", "export-file"], sandbox.Requests.Select(static request => request.Interaction));
    }

    [Fact]
    public async Task Parameters_AreCarriedOut()
    {
        await using var sandbox = await StartAsync<Epic>();
        var epic = sandbox.CreateClient<Epic>();

        Assert.Equal(["Observation/o2"], await ExportAsync(epic.Group("g1").Export(static e => e.Types("Observation").TypeFilter<Epic.ObservationQuery>(static q => q.Category.Is("laboratory").Code.AnyOf("4548-4", "1-8")))));
        Assert.Equal(["Observation/o1", "Observation/o2"], await ExportAsync(epic.Group("g1").Export(static e => e.Types("Observation").TypeFilter("Observation?code=4548-4").TypeFilter("Observation?code=718-7"))));
        Assert.Equal(["Patient/p2"], await ExportAsync(epic.Group("g1").Export(static e => e.Types("Patient").Patients("p2"))));
        Assert.Empty(await ExportAsync(epic.Group("g1").Export(static e => e.Since(DateTimeOffset.UtcNow.AddDays(1)))));

        var folder = await RunAsync(epic.Group("g1").Export(static e => e.Types("Patient").Elements("birthDate").IncludeAssociatedData("LatestProvenanceResources")));
        await foreach (var patient in folder.ReadAsync<Patient>())
        {
            Assert.NotNull(patient.BirthDate);
            Assert.Empty(patient.Name);
        }

        await foreach (var error in folder.ReadErrorsAsync())
        {
            Assert.Equal(IssueSeverity.Warning, error.Issue[0].Severity!.Value);
        }

        Assert.Contains(folder.Files, static file => file.Kind == BulkFileKind.Error);
    }

    [Fact]
    public async Task EveryLevel_WhereItIsDeclared()
    {
        await using var sandbox = await StartAsync<InfernoReferenceServer>();
        var inferno = sandbox.CreateClient<InfernoReferenceServer>();

        Assert.Equal(["Group/g1", "Group/g2", "Observation/o1", "Observation/o2", "Observation/o3", "Patient/p1", "Patient/p2", "Patient/p3"], await ExportAsync(inferno.WholeSystem().Export()));
        Assert.Equal(["Observation/o1", "Observation/o2", "Observation/o3", "Patient/p1", "Patient/p2", "Patient/p3"], await ExportAsync(inferno.AllPatients().Export()));
    }

    [Theory]
    [InlineData("epic", "Patient/$export")]
    [InlineData("epic", "$export")]
    [InlineData("hapi", "Group/g1/$export")]
    [InlineData("hapi", "$export")]
    public async Task WhereThePlatformHasNone_TheSandboxHasNone(string platform, string path)
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Get(platform));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Prefer", "respond-async");
        using var response = await sandbox.CreateHttpClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task OneExportRuns_ForEachClientAndGroup()
    {
        var clock = new ManualClock();
        await using var sandbox = await StartAsync<Epic>(new() { Clock = clock, ExportDuration = TimeSpan.FromMinutes(10) });
        var http = sandbox.CreateHttpClient();
        using var first = await SendAsync(http, "Group/g1/$export");
        using var second = await SendAsync(http, "Group/g1/$export?_type=Patient");
        using var other = await SendAsync(http, "Group/g2/$export");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode, other.StatusCode));
        Assert.Equal(TimeSpan.FromMinutes(10), second.Headers.RetryAfter!.Delta);
        clock.Advance(TimeSpan.FromMinutes(5));
        using var status = await http.GetAsync(first.Content.Headers.ContentLocation);
        Assert.Equal(HttpStatusCode.Accepted, status.StatusCode);
        Assert.Equal("50%", Assert.Single(status.Headers.GetValues("X-Progress")));
        using var deleted = await http.DeleteAsync(first.Content.Headers.ContentLocation);
        using var gone = await http.GetAsync(first.Content.Headers.ContentLocation);
        using var third = await SendAsync(http, "Group/g1/$export");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound, HttpStatusCode.Accepted), (deleted.StatusCode, gone.StatusCode, third.StatusCode));
    }

    [Theory]
    [InlineData("Group/g1/$export?_typeFilter=Observation%3Fnonsense%3D1", HttpStatusCode.BadRequest)]
    [InlineData("Group/g1/$export?_type=Nonsense", HttpStatusCode.BadRequest)]
    [InlineData("Group/g1/$export?_nonsense=1", HttpStatusCode.BadRequest)]
    [InlineData("Group/g1/$export?_outputFormat=text/csv", HttpStatusCode.BadRequest)]
    [InlineData("Group/g1/$export?_since=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("Group/g9/$export", HttpStatusCode.NotFound)]
    public async Task WrongKickOffs_AreRefused(string path, HttpStatusCode status)
    {
        await using var sandbox = await StartAsync<Epic>();
        using var response = await SendAsync(sandbox.CreateHttpClient(), path);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains("OperationOutcome", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutRespondAsync_ItIsRefused()
    {
        await using var sandbox = await StartAsync<Epic>();
        using var response = await sandbox.CreateHttpClient().GetAsync("Group/g1/$export");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Token_IsAskedForEverywhere()
    {
        await using var sandbox = await StartAsync<Epic>();
        sandbox.RequireAuthorization("t");
        Assert.Equal(4, (await ExportAsync(sandbox.CreateClient<Epic>().Group("g1").Export())).Count);

        var manifest = BulkExportFolder.Open(Directory.GetDirectories(_folder)[0]).Manifest;
        Assert.True(manifest.RequiresAccessToken);
        var http = sandbox.CreateHttpClient();
        foreach (var address in manifest.Files.Select(static file => file.Url))
        {
            using var refused = await http.GetAsync(new Uri(address));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Scopes_DecideWhatIsExported_AndWhoMayAskForIt()
    {
        var authorization = new SandboxAuthorization
        {
            Clients =
            {
                new SandboxOAuthClient { Id = "labs", Secret = "s", Scopes = "system/Group.rs system/Observation.rs" },
                new SandboxOAuthClient { Id = "others", Secret = "s", Scopes = "system/*.rs" },
                new SandboxOAuthClient { Id = "nobody", Secret = "s", Scopes = "system/Patient.rs" },
            },
        };
        await using var sandbox = await StartAsync<Epic>(new() { Authorization = authorization });
        async Task<HttpClient> ClientAsync(string id, string scope)
        {
            var http = sandbox.CreateHttpClient();
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = "s", ["scope"] = scope });
            using var response = await http.PostAsync(new Uri(sandbox.BaseUrl, "/oauth2/token"), form);
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            http.DefaultRequestHeaders.Authorization = new("Bearer", json.RootElement.GetProperty("access_token").GetString());
            return http;
        }

        var labs = await ClientAsync("labs", "system/Group.rs system/Observation.rs");
        var others = await ClientAsync("others", "system/*.rs");
        using var begun = await SendAsync(labs, "Group/g1/$export");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        using var json = JsonDocument.Parse(await labs.GetStringAsync(begun.Content.Headers.ContentLocation));
        var output = json.RootElement.GetProperty("output").EnumerateArray().ToArray();
        Assert.Equal("Observation", Assert.Single(output).GetProperty("type").GetString());
        using var foreign = await others.GetAsync(begun.Content.Headers.ContentLocation);
        using var foreignFile = await others.GetAsync(new Uri(output[0].GetProperty("url").GetString()!));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, foreignFile.StatusCode));
        using var forbidden = await SendAsync(await ClientAsync("nobody", "system/Patient.rs"), "Group/g1/$export");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task FaultsOnDemand_DoNoHarm()
    {
        await using var sandbox = await StartAsync<Epic>();
        static bool IsFile(string method, string path) => path.StartsWith("/bulk/files/", StringComparison.Ordinal);
        static bool IsStatus(string method, string path) => path.StartsWith("/bulk/status/", StringComparison.Ordinal);
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), 2, IsStatus);
        sandbox.Inject(SandboxFault.DroppedConnection, 1, IsStatus);
        sandbox.Inject(SandboxFault.Truncated(40), 2, IsFile);
        sandbox.Inject(SandboxFault.Status(HttpStatusCode.ServiceUnavailable), 1, IsFile);
        sandbox.Inject(SandboxFault.Delayed(TimeSpan.FromMilliseconds(20)), 1, IsFile);
        var epic = sandbox.CreateClient<Epic>(static options => options.Resilience.MaxRetryAttempts = 0);

        Assert.Equal(["Observation/o1", "Observation/o2", "Patient/p1", "Patient/p2"], await ExportAsync(epic.Group("g1").Export()));
    }

    [Fact]
    public async Task ExpiredLinks_AreRenewed()
    {
        var clock = new ManualClock();
        await using var sandbox = await StartAsync<Epic>(new() { Clock = clock, ExportLinkLifetime = TimeSpan.FromMinutes(1) });
        await using var job = await sandbox.CreateClient<Epic>().Group("g1").Export().StartAsync(_folder, Quick);
        await job.WaitAsync();
        clock.Advance(TimeSpan.FromMinutes(2));

        var folder = await job.DownloadAsync();
        Assert.Equal(2, folder.Files.Count);
        Assert.Equal(
            "operation 202, export-status 200, export-file 403, export-file 403, export-status 200, export-file 200, export-file 200",
            string.Join(", ", sandbox.Requests.Select(static request => request.Interaction + " " + request.Status)));
    }

    [Fact]
    public async Task Deleted_StandsApart()
    {
        await using var sandbox = await StartAsync<InfernoReferenceServer>();
        var platform = sandbox.Platform;
        Assert.NotNull(platform);
        await using var own = await FhirSandbox.StartAsync(Deleting(platform));
        await own.LoadAsync([People.Patient("p1"), People.Patient("p2")]);
        using var deleted = await own.CreateHttpClient().DeleteAsync("Patient/p1");
        var client = FhirPlatform.Create(own.Platform, options => options.BaseUrl = own.BaseUrl);

        var folder = await RunAsync(client.WholeSystem().Export(static e => e.Since(DateTimeOffset.UtcNow.AddHours(-1))));
        var bundles = new List<Bundle>();
        await foreach (var bundle in folder.ReadDeletedAsync())
        {
            bundles.Add(bundle);
        }

        Assert.Equal("Patient/p1", Assert.Single(Assert.Single(bundles).Entry).Request!.Url);
    }

    // A hundredth in the ordinary run; FHIRTYPED_COSTS=100 for all 20,000.
    [Fact]
    public async Task ManyResources_InManyFiles()
    {
        var count = 200 * int.Parse(Environment.GetEnvironmentVariable("FHIRTYPED_COSTS") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        await using var sandbox = await StartAsync<Epic>(new() { ExportFileResources = Math.Max(50, count / 20) });
        await sandbox.LoadAsync([.. People.Laboratories(count, "p1")]);

        var folder = await RunAsync(sandbox.CreateClient<Epic>().Group("g1").Export(static e => e.Types("Observation")));
        var (ids, held) = (new HashSet<string>(StringComparer.Ordinal), 0L);
        await foreach (var observation in folder.ReadAsync<Observation>())
        {
            Assert.True(ids.Add(observation.Id!));
            held++;
        }

        Assert.Equal(count + 2, held);
        Assert.True(folder.Files.Count > 4 || count > 200);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static PlatformDescriptor Deleting(PlatformDescriptor platform) => new(platform.Manifest with
    {
        Resources = new([.. platform.Manifest.Resources.Select(static resource => resource.Type == "Patient"
            ? resource with { Interactions = resource.Interactions | FhirTyped.Capabilities.FhirInteraction.Delete } : resource)]),
    });

    private static async Task<FhirSandbox> StartAsync<TPlatform>(FhirSandboxOptions? options = null)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var sandbox = await FhirSandbox.StartAsync<TPlatform>(options);
        await sandbox.LoadAsync(
        [
            GroupOf("g1", "p1", "p2"), GroupOf("g2", "p3"), People.Patient("p1"), People.Patient("p2"), People.Patient("p3"),
            People.Laboratory("o1", "p1"), People.Laboratory("o2", "p2", code: "4548-4"), People.Laboratory("o3", "p3"),
        ]);
        return sandbox;
    }

    private static Group GroupOf(string id, params string[] patients)
    {
        var group = new Group { Id = id, Type = GroupType.Person, Actual = true };
        group.Member.AddRange(patients.Select(static patient => new GroupMember { Entity = new ResourceReference { Reference = "Patient/" + patient } }));
        return group;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Prefer", "respond-async");
        return await http.SendAsync(request);
    }

    private async Task<BulkExportFolder> RunAsync(BulkExport export)
    {
        await using var job = await export.StartAsync(Path.Combine(_folder, Guid.NewGuid().ToString("N")), Quick);
        return await job.DownloadAsync();
    }

    private async Task<List<string>> ExportAsync(BulkExport export)
    {
        var ids = new List<string>();
        await foreach (var resource in (await RunAsync(export)).ReadAllAsync())
        {
            ids.Add(resource.TypeName + "/" + resource.Id);
        }

        return ids;
    }
}
