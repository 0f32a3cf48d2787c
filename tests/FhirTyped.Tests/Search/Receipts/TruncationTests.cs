using System.Diagnostics.Metrics;
using System.Globalization;
using FhirTyped.Capabilities;
using FhirTyped.R4;
using FhirTyped.Receipts;
using FhirTyped.TestKit;

namespace FhirTyped.Tests;

/// <summary>Searches that end with fewer matches than the server counted.</summary>
public sealed class TruncationTests(ITestOutputHelper output)
{
    /// <summary>The total, matches and included resources of each page; whether matches are missing.</summary>
    public static TheoryData<string, string, bool> Cases => new()
    {
        { "family=x", "109:50", true },
        { "family=x", "1:0", true },
        { "family=x", "50:50", false },
        { "family=x", "-:50", false },
        { "family=x", "3:5", false },
        { "family=x", "5:2 5:2", true },
        { "family=x", "6:2 6:2 6:2", false },
        { "family=x", "50:50 50:50 38:38", false },
        { "family=x", "7:3 7:3 -:0", false },
        { "family=x", "100:10 100:10 100:1", true },
        { "family=x", "-:2 5:2", true },

        // The store changed between two pages: the total followed, or a few are gone.
        { "family=x", "5:2 4:2", false },
        { "family=x", "5:3 5:1", false },

        // What was included is no match, unless the server counts it.
        { "family=x&_include=Patient:general-practitioner", "4:2+2", false },
        { "family=x&_include=Patient:general-practitioner", "5:2+2", true },
        { "family=x", "2:2+3", false },

        // Totals that say nothing of what is to come.
        { "family=x&_total=estimate", "109:50", false },
        { "family=x&_total=accurate", "109:50", true },
        { "family=x&_summary=count", "109:0", false },
        { "family=x&_summary=true", "109:50", true },
        { "family=x&_count=0", "109:0", false },
        { "family=x&_count=50", "109:50", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Search_ThatEndsTooEarly_IsToldByItsReceipt(string query, string pages, bool isTruncated)
    {
        await using var server = RawServer.Start(Pages(pages));
        var search = ((IFhirPlatformClient)WireClient.Of(server)).Search("Patient?" + query);
        var receipts = new List<SearchReceipt>();
        await foreach (var page in search.Pages())
        {
            receipts.Add(page.Receipt);
        }

        Assert.Equal(isTruncated, receipts[^1].IsTruncated);
        Assert.Equal(isTruncated, receipts[^1].Status == SearchReceiptStatus.Truncated);
        Assert.All(receipts.SkipLast(1), static receipt => Assert.False(receipt.IsTruncated));
    }

    [Theory]
    [InlineData("startIndex=100")]
    [InlineData("_offset=100")]
    [InlineData("page=2")]
    public void CallersOwnPlaceInTheList_MakesNoTotalOfWhatIsToCome(string query)
    {
        Assert.Null(TotalCheck.Find(SearchQuery.Parse("Patient", "family=x&" + query)));
        Assert.NotNull(TotalCheck.Find(SearchQuery.Parse("Patient", "family=x&_sort=family&_has:Observation:patient:code=1")));
    }

    [Fact]
    public async Task Throw_EndsTheSearchBeforeItsLastPage()
    {
        await using var server = RawServer.Start(Pages("5:2 5:2"));
        var client = WireClient.Of(server, static options => options.Truncation = TruncationHandling.Throw);
        var given = 0;
        var exception = await Assert.ThrowsAsync<FhirTruncatedException>(async () =>
        {
            await foreach (var patient in client.Patient.Search(q => q.Family.StartsWith("x")))
            {
                given++;
            }
        });
        Assert.Equal(2, given);
        Assert.True(exception.Receipt.IsTruncated);
        Assert.Equal(4, (await WireClient.Of(server).Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10)).Count);
    }

    [Fact]
    public async Task CallersOwnLimit_IsNoTruncation()
    {
        await using var server = RawServer.Start(Pages("5:2 5:2"));
        var client = WireClient.Of(server, static options => options.Truncation = TruncationHandling.Throw);
        Assert.NotNull(await client.Patient.Search(q => q.Family.StartsWith("x")).FirstOrDefaultAsync());
        Assert.Equal(2, (await client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync()).Matches.Count);
    }

    [Fact]
    public async Task LocalFilter_TakesNothingFromTheCount()
    {
        await using var server = RawServer.Start(Pages("2:2"));
        var client = WireClient.Of(server, static options => options.Truncation = TruncationHandling.Throw);
        var page = await client.Patient.Search(q => q.Family.StartsWith("x")).FilterLocally(p => p.Gender.Is("female")).FirstPageAsync();
        Assert.Empty(page.Matches);
        Assert.False(page.Receipt.IsTruncated);
    }

    [Fact]
    public async Task Metric_CountsIt()
    {
        // Each test has a server of its own, but a meter is one for the process: the platform of this test is its own as well.
        var counted = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument is { Meter.Name: "FhirTyped", Name: "fhirtyped.search.truncated" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.Contains(new("platform", "writing-platform")) && tags.Contains(new("resource_type", "Patient")))
            {
                Interlocked.Add(ref counted, (int)value);
            }
        });
        listener.Start();
        await using var server = RawServer.Start(Pages("109:50"));
        await ((IFhirPlatformClient)WireClient.WriterOf(server)).Search("Patient?family=x").FirstPageAsync();
        Assert.True(counted > 0);
    }

    /// <summary>One says 50, which is the page size that was asked for, and gives none.</summary>
    [Theory]
    [InlineData(RecordedAnswer.Own, "", 10)]
    [InlineData(RecordedAnswer.Vendors, "eclinicalworks Goal", 40)]
    public void RecordedTotals_AreHonest_ButForOne(string folder, string untrue, int moreThan)
    {
        RecordedAnswer.SkipUnlessPresent(folder);
        var searches = 0;
        var truncated = new List<string>();
        TotalCheck? check = null;
        var hasTotal = false;
        foreach (var answer in RecordedAnswer.All(folder).Concat(folder == RecordedAnswer.Vendors ? RecordedAnswer.OfFixtures() : []))
        {
            check = answer.IsFurtherPage ? check : TotalCheck.Find(answer.Search);
            hasTotal = answer.Page.Total is not null || (answer.IsFurtherPage && hasTotal);
            var isLast = SearchLinks.Find(answer.Page, "next") is null;
            if (check?.Look(answer.Page, isLast) == true)
            {
                truncated.Add(answer.Vendor + " " + answer.Search.ResourceType);
            }

            searches += check is not null && isLast && hasTotal ? 1 : 0;
        }

        output.WriteLine($"{searches} searches with a total; truncated: {string.Join(", ", truncated)}");

        Assert.Equal(untrue, string.Join(", ", truncated));
        Assert.True(searches > moreThan, $"{searches} searches");
    }

    private static Func<RawRequest, RawAnswer> Pages(string text)
    {
        var pages = text.Split(' ');
        return request =>
        {
            var at = request.Target.IndexOf("after=", StringComparison.Ordinal);
            var number = at < 0 ? 0 : int.Parse(request.Target.AsSpan(at + 6), CultureInfo.InvariantCulture);
            var parts = pages[number].Split(':', '+');
            var entries = Enumerable.Range(0, int.Parse(parts[1], CultureInfo.InvariantCulture)).Select(static i => Entry("Patient", i, "match"))
                .Concat(Enumerable.Range(0, parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : 0).Select(static i => Entry("Practitioner", i, "include")))
                .Append("""{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]},"search":{"mode":"outcome"} }""");
            var links = $$"""{"relation":"self","url":"{{request.Target}}"}""" + (number + 1 < pages.Length ? $$""",{"relation":"next","url":"Patient?after={{number + 1}}"}""" : "");
            var total = parts[0] == "-" ? "" : $"\"total\":{parts[0]},";
            return RawAnswer.Of("200 OK", "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"," + total + "\"link\":[" + links + "],\"entry\":[" + string.Join(',', entries) + "]}");
        };
    }

    private static string Entry(string type, int id, string mode) => $$$"""{"resource":{"resourceType":"{{{type}}}","id":"i{{{id}}}"},"search":{"mode":"{{{mode}}}"}}""";
}
