using System.Text;
using FhirTyped;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace Clinic;

/// <summary>Pages through a Refit interface: every page is checked, and no link is followed that leads elsewhere.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task AllPages_AreRead_OneAfterTheOther()
    {
        await using var server = Server(pages: 3);
        var all = server.Client<IEpicPatientApi>().Search(q => q.Family.StartsWith("Smith"));

        Assert.Empty(server.Requests);
        Assert.Equal(["a0", "a1", "a2"], await IdsOf(all));
        Assert.Equal(3, server.Requests.Count);

        // Each enumeration asks anew.
        Assert.Equal(["a0", "a1", "a2"], await IdsOf(all));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task RefitsOwnOptions_Work()
    {
        await using var server = Server(pages: 5);
        var all = server.Client<IEpicPatientApi>().Search(q => q.Family.StartsWith("Smith"));

        Assert.Equal(["a0", "a1"], await IdsOf(all.WithMaxPages(2)));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(5, (await IdsOf(all.WithPrefetch())).Count);
        var pages = new List<FhirPage<Patient>>();
        await foreach (var page in all.AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal(5, pages.Count);
        Assert.NotNull(pages[0].NextLink);
        Assert.Null(pages[^1].NextLink);
        Assert.All(pages, page => Assert.Equal(SearchReceiptStatus.Verified, page.Receipt.Status));
    }

    [Fact]
    public async Task ForeignLink_IsNotFollowed()
    {
        await using var elsewhere = RawServer.Start(RawAnswer.Of("200 OK", Page("Patient", "b0", null, "family=Smith")));
        await using var server = RefitServer.Start(_ => RawAnswer.Of("200 OK", Page("Patient", "a0", elsewhere.Address + "fhir?page=2", "family=Smith")));

        var problem = await Assert.ThrowsAsync<FhirSearchException>(() => IdsOf(server.Client<IEpicPatientApi>().Search(q => q.Family.StartsWith("Smith"))));

        Assert.DoesNotContain("page=2", problem.Message);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Circle_Ends()
    {
        await using var server = RefitServer.Start(request => RawAnswer.Of("200 OK", Page("Patient", "a0", $"http://{request.Header("Host").Single()}/fhir?page=2", "family=Smith")));
        await Assert.ThrowsAsync<FhirSearchException>(() => IdsOf(server.Client<IEpicPatientApi>().Search(q => q.Family.StartsWith("Smith"))));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DroppedFilter_IsNoAnswer(bool withResponse)
    {
        await using var server = RefitServer.Start("200 OK", Page("Patient", "a0", null, "_count=50"));
        var api = server.Client<IEpicPatientApi>();
        var problem = await Assert.ThrowsAsync<FhirDroppedFilterException>(() => withResponse
            ? api.SearchWithResponseAsync(q => q.Family.StartsWith("Smith"))
            : api.SearchAsync(q => q.Family.StartsWith("Smith")));
        Assert.DoesNotContain("Smith", problem.ToString());
    }

    [Fact]
    public async Task SomeoneElsesResult_IsNoAnswer()
    {
        var body = """{"resourceType":"Bundle","type":"searchset","entry":[{"search":{"mode":"match"},"resource":{"resourceType":"Observation","id":"o1","subject":{"reference":"Patient/p2"}}}]}""";
        await using var server = RefitServer.Start("200 OK", body);
        await Assert.ThrowsAsync<FhirContentMismatchException>(() => server.Client<IEpicObservationApi>().SearchAsync(q => q.Patient.Is("p1").Category.Is("laboratory")));
    }

    [Fact]
    public async Task OptionsOfTheServer_AreTakenFromTheSettings()
    {
        await using var server = RefitServer.Start("200 OK", Page("Patient", "a0", null, "_count=50"));
        var settings = new FhirRefitSettings { PlatformOptions = new() { DroppedFilters = DroppedFilterHandling.Allow } };
        var page = await server.Client<IEpicPatientApi>(settings).SearchAsync(q => q.Family.StartsWith("Smith"));
        Assert.Equal(SearchReceiptStatus.Dropped, page.Receipt.Status);
    }

    [Fact]
    public void NumberOfMatchesAlone_HasNoMatchesToEnumerate()
    {
        using var http = new HttpClient { BaseAddress = new("https://fhir.example.org/r4") };
        var api = Refit.RestService.For<IWritingPlatformPatientApi>(http);
        Assert.Throws<InvalidOperationException>(() => api.Search(q => q.Family.StartsWith("Smith").Summary(SummaryMode.Count)));
    }

    private static RefitServer Server(int pages) => RefitServer.Start(request =>
    {
        var number = request.Target.Contains("page=", StringComparison.Ordinal) ? int.Parse(request.Target.Split("page=")[1]) : 0;
        var next = number + 1 < pages ? $"http://{request.Header("Host").Single()}/fhir?page={number + 1}" : null;
        return RawAnswer.Of("200 OK", Page("Patient", "a" + number, next, "family=Smith"));
    });

    private static string Page(string type, string id, string? next, string self)
    {
        var links = new StringBuilder($$"""{"relation":"self","url":"http://127.0.0.1/fhir/{{type}}?{{self}}"}""");
        if (next is not null)
        {
            links.Append($$""",{"relation":"next","url":"{{next}}"}""");
        }

        return $$$"""
            {"resourceType":"Bundle","type":"searchset","link":[{{{links}}}],
             "entry":[{"search":{"mode":"match"},"resource":{"resourceType":"{{{type}}}","id":"{{{id}}}","name":[{"family":"Smith"}]}}]}
            """;
    }

    private static async Task<List<string?>> IdsOf(Refit.PagedEnumerable<FhirPage<Patient>, Patient> all)
    {
        var ids = new List<string?>();
        await foreach (var patient in all)
        {
            ids.Add(patient.Id);
        }

        return ids;
    }
}
