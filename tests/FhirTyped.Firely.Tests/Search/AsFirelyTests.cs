using System.Text.Json.Nodes;
using FhirTyped.Platforms;
using FhirTyped.TestKit;
using Sdk = Hl7.Fhir.Model;

namespace FhirTyped.Firely.Tests.Search;

public sealed class AsFirelyTests : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly Epic _epic;
    private Func<int, JsonObject> _page = PageOf;

    public AsFirelyTests()
    {
        _server = RawServer.Start(request => RawAnswer.Of("200 OK", _page(request.Target.Contains("sessionID", StringComparison.Ordinal) ? 2 : 1).ToJsonString()
            .Replace("$self", Address + request.Target.TrimStart('/')).Replace("$base", Address)));
        _epic = FhirPlatform.Create<Epic>(options => options.BaseUrl = _server.Address);
    }

    private string Address => _server.Address.AbsoluteUri;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Matches_AreStreamed_OverAllPages_AsTypesOfFirely()
    {
        var ids = new List<string>();
        await foreach (Sdk.Observation observation in Search())
        {
            ids.Add(observation.Id + "=" + ((Sdk.Quantity)observation.Value!).Value);
        }

        Assert.Equal(["o1=1.50", "o2=2.50"], ids);
        Assert.Equal(2, _server.Requests.Count);
        Assert.Equal("/Observation?patient=p1&category=laboratory", _server.Requests[0].Target);
    }

    [Fact]
    public async Task SecondPage_IsNotAskedFor_WhereTheFirstIsEnough()
    {
        Assert.Equal("o1", (await Search().FirstOrDefaultAsync())!.Id);
        Assert.True(await Search().AnyAsync());
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task Page_HasItsParts()
    {
        var page = await Search().FirstPageAsync();
        var pages = new List<int>();
        await foreach (var one in Search().Pages())
        {
            pages.Add(one.Matches.Count);
        }

        Assert.Equal("o1", Assert.Single(page.Matches).Id);
        Assert.Equal("p1", Assert.Single(page.Included<Sdk.Patient>()).Id);
        Assert.Equal(Sdk.OperationOutcome.IssueSeverity.Information, Assert.Single(page.Outcomes).Issue[0].Severity);
        Assert.Equal(3, page.Bundle.Entry.Count);
        Assert.Equal((2, SearchReceiptStatus.Verified), (page.Total, page.Receipt.Status));
        Assert.NotNull(page.Continuation);
        Assert.Equal([1, 1], pages);
    }

    [Fact]
    public async Task Lists_HaveTheirLimit_AndOneIsOne()
    {
        Assert.Equal(["o1", "o2"], (await Search().ToListAsync()).Select(static match => match.Id));
        await Assert.ThrowsAsync<FhirSearchException>(() => Search().ToListAsync(1));
        await Assert.ThrowsAsync<FhirSearchException>(() => Search().SingleOrDefaultAsync());
    }

    [Fact]
    public async Task RefusedSearch_SendsNothing()
    {
        var search = _epic.Observation.Search(q => q.Patient.Is("p1")).AsFirely();

        await Assert.ThrowsAsync<FhirCapabilityException>(() => search.ToListAsync());
        await Assert.ThrowsAsync<FhirCapabilityException>(() => search.FirstPageAsync());
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Cancellation_Ends_TheEnumeration()
    {
        using var source = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Search().WithCancellation(source.Token))
            {
                seen++;
                await source.CancelAsync();
            }
        });

        Assert.Equal(1, seen);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task MatchThatFirelyWouldChange_IsAnError_AndNotLeftOut()
    {
        _page = number =>
        {
            var page = PageOf(number);
            page["entry"]![0]!["resource"]!["valueQuantity"] = JsonNode.Parse("""{"value":1E-245}""");
            return page;
        };

        await Assert.ThrowsAsync<FirelyConversionException>(() => Search().ToListAsync());
        var page = await Search().FirstPageAsync();
        Assert.Throws<FirelyConversionException>(() => page.Matches);
        Assert.Equal("p1", Assert.Single(page.AllIncluded).Id);
    }

    [Fact]
    public async Task UntypedSearch_GivesResources()
    {
        IFhirPlatformClient untyped = _epic;
        var matches = await untyped.Search("Observation?patient=p1&category=laboratory").AsFirely().ToListAsync();

        Assert.All(matches, static match => Assert.IsType<Sdk.Observation>(match));
        Assert.Equal("Observation", Search().ResourceType);
        Assert.Equal("Observation?patient=p1&category=laboratory", Search().RelativeUrl);
    }

    [Fact]
    public async Task Count_IsThatOfTheSearch() => Assert.Equal(2, await Search().CountAsync());

    private FirelySearch<Sdk.Observation> Search() => _epic.Observation.Search(q => q.Patient.Is("p1").Category.Is("laboratory")).AsFirely();

    private static JsonArray Link(string relation, string url) => new(new JsonObject { ["relation"] = relation, ["url"] = url });

    private static JsonObject PageOf(int number)
    {
        var links = Link("self", number == 1 ? "$self" : "$baseObservation?patient=p1&category=laboratory");
        if (number == 1)
        {
            links.Add(new JsonObject { ["relation"] = "next", ["url"] = "$baseObservation?sessionID=2" });
        }

        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "searchset",
            ["total"] = 2,
            ["link"] = links,
            ["entry"] = new JsonArray(
                Entry("match", "Observation/o" + number, JsonNode.Parse($$$"""
                    {"resourceType":"Observation","id":"o{{{number}}}","status":"final","subject":{"reference":"Patient/p1"},"code":{"text":"x"},"valueQuantity":{"value":{{{number}}}.50}}
                    """)!),
                Entry("include", "Patient/p1", JsonNode.Parse("""{"resourceType":"Patient","id":"p1"}""")!),
                Entry("outcome", null, JsonNode.Parse("""{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}""")!)),
        };
    }

    private static JsonObject Entry(string mode, string? place, JsonNode resource)
    {
        var entry = new JsonObject { ["resource"] = resource, ["search"] = new JsonObject { ["mode"] = mode } };
        if (place is not null)
        {
            entry["fullUrl"] = "$base" + place;
        }

        return entry;
    }
}
