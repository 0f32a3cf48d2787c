using System.Text;
using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.Search;

/// <summary>What a page may hold, and what of it is handed out. The answers that no server should give are in FhirTyped.Hostile.Tests.</summary>
public sealed class PageAnswerTests
{
    private const string Failure = """{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"timeout","diagnostics":"Erika"}]},"search":{"mode":"outcome"}}""";

    [Fact]
    public async Task ErrorWithMatches_IsAWarningThatIsKept()
    {
        var client = FakeServer.Client(static _ => Page(Failure + """,{"resource":{"resourceType":"Patient","id":"1"}}"""), out _);

        var page = await client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync();

        Assert.Equal("1", Assert.Single(page.Matches).Id);
        Assert.True(Assert.Single(page.Outcomes).HasErrors);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""",{"resource":{"resourceType":"Practitioner","id":"1"},"search":{"mode":"include"}}""")]
    public async Task ErrorWithoutAMatch_Throws_AndHasTheOutcome(string more)
    {
        var client = FakeServer.Client(_ => Page(Failure + more), out _);

        var error = await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync());

        Assert.Equal("Erika", error.Outcome!.Issue.Single().Diagnostics);
        Assert.DoesNotContain("Erika", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutcomeInsteadOfABundle_IsInTheException()
    {
        var client = FakeServer.Client(
            static _ => FakeServer.Json("""{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}"""), out _);

        var error = await Assert.ThrowsAsync<FhirSearchException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).FirstPageAsync());

        Assert.Single(error.Outcome!.Issue);
    }

    [Theory]
    [InlineData("_id=p1", "p1", true)]
    [InlineData("_id=p1", "p2", false)]
    [InlineData("_id=p1,p2", "p2", true)]
    [InlineData("_id=p1,p2&_id=p1", "p2", false)]
    [InlineData("_id=Patient/p1", "p1", true)]
    [InlineData("_id=%7Cp1", "p1", true)]
    [InlineData("_id:not=p1", "p2", true)]
    public async Task MatchOfAnIdSearch_HasThatId(string query, string id, bool isAnswer)
    {
        IFhirPlatformClient client = FakeServer.Client(
            _ => Page($$$"""{"resource":{"resourceType":"Patient","id":"{{{id}}}"},"search":{"mode":"match"}},{"resource":{"resourceType":"Patient","id":"other"},"search":{"mode":"include"}}"""),
            out _, static options => options.Undeclared = UndeclaredHandling.Send);

        var error = await Record.ExceptionAsync(() => client.Search("Patient?" + query).FirstPageAsync());

        Assert.Equal(isAnswer ? null : typeof(FhirContentMismatchException), error?.GetType());
        Assert.DoesNotContain("p2", error?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("&_include=Patient:general-practitioner", "Practitioner")]
    public async Task ResourceOfAnotherTypeWithoutAMode_CameAlong_WhereThatWasAskedFor(string include, string? included)
    {
        IFhirPlatformClient client = FakeServer.Client(
            static _ => Page("""{"resource":{"resourceType":"Patient","id":"1"}},{"resource":{"resourceType":"Practitioner","id":"2"}}"""), out _);
        var search = client.Search("Patient?family=x" + include);
        if (included is null)
        {
            await Assert.ThrowsAsync<FhirSearchException>(() => search.FirstPageAsync());
            return;
        }

        var page = await search.FirstPageAsync();
        Assert.Equal(["Patient"], page.Matches.Select(static match => match.TypeName));
        Assert.Equal([included], page.AllIncluded.Select(static resource => resource.TypeName));
    }

    [Fact]
    public async Task UntypedSearch_KeepsWhatCameAlongApart()
    {
        IFhirPlatformClient client = FakeServer.Client(
            static _ => Page("""{"resource":{"resourceType":"Patient","id":"1"},"search":{"mode":"match"}},{"resource":{"resourceType":"Patient","id":"2"},"search":{"mode":"include"}}"""), out _);

        var page = await client.Search("Patient?family=x").FirstPageAsync();

        Assert.Equal(["1"], page.Matches.Select(static match => match.Id));
        Assert.Equal(["2"], page.AllIncluded.Select(static match => match.Id));
    }

    [Theory]
    [InlineData("""{"resource":{"resourceType":"Patient","id":"1"},"request":{"method":"PUT","url":"Patient/1"}},{"request":{"method":"DELETE","url":"Patient/1"}}""", true)]
    [InlineData("""{"resource":{"resourceType":"Patient","id":"2"},"request":{"method":"PUT","url":"Patient/2"}}""", false)]
    [InlineData("""{"resource":{"resourceType":"Observation","id":"1"},"request":{"method":"PUT","url":"Observation/1"}}""", false)]
    [InlineData("""{"request":{"method":"PUT","url":"Patient/1"}}""", false)]
    public async Task History_IsOfTheResourceThatWasAskedFor(string entries, bool isAnswer)
    {
        var client = FakeServer.Client(_ => FakeServer.Json($$"""{"resourceType":"Bundle","type":"history","entry":[{{entries}}]}"""), out _);

        var error = await Record.ExceptionAsync(() => client.Patient.History("1").ToListAsync(10));

        Assert.Equal(isAnswer ? null : typeof(FhirSearchException), error?.GetType());
    }

    [Fact]
    public async Task Match_IsAPageAsWell()
    {
        var answer = """{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Observation","id":"1"},"search":{"mode":"match"}}]}""";
        var client = FakeServer.Writer(_ => FakeServer.Json(answer), out _);

        await Assert.ThrowsAsync<FhirSearchException>(() => client.Patient.MatchAsync(new Patient()));
    }

    [Fact]
    public async Task PageOfABatch_IsReadLikeAnyOther()
    {
        var client = FakeServer.Writer(
            static _ => FakeServer.Json("""
                {"resourceType":"Bundle","type":"batch-response","entry":[
                 {"resource":{"resourceType":"Bundle","type":"collection"},"response":{"status":"200"}},
                 {"resource":{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"1"}}]},"response":{"status":"200"}}]}
                """),
            out _);
        var batch = client.Batch();
        var first = batch.Search(client.Patient.Search(q => q.Family.StartsWith("x")));
        var second = batch.Search(client.Patient.Search(q => q.Family.StartsWith("y").Elements("name")));

        var response = await batch.SendAsync();

        Assert.IsType<FhirSearchException>(response.Of(first).Error);
        Assert.Equal("SUBSETTED", Assert.Single(response.Of(second).GetResult().Matches.Single().Meta!.Tag).Code);
    }

    [Theory]
    [InlineData(RecordedAnswer.Own, 17)]
    [InlineData(RecordedAnswer.Vendors, 50)]
    public async Task EveryRecordedPage_IsAPageOfItsSearch(string folder, int atLeast)
    {
        RecordedAnswer.SkipUnlessPresent(folder);
        var pages = 0;
        foreach (var file in Directory.EnumerateFiles(TestFiles.PathOf("examples", folder), "*.json", SearchOption.AllDirectories))
        {
            var json = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            if (!FhirJson.TryRead<Bundle>(Encoding.UTF8.GetBytes(json), out var bundle, out _) || bundle.Type?.Value != BundleType.Searchset)
            {
                continue;
            }

            // Some are of $everything: their self link names the operation.
            var isOperation = bundle.SelfLink?.Contains('$', StringComparison.Ordinal) == true;
            var type = bundle.Entry.Select(static entry => entry.Resource!.TypeName).FirstOrDefault(static name => name != "OperationOutcome") ?? "Patient";
            var search = new SearchRequest(FakeServer.Client(FakeServer.Never, out _).Exchange, type, type, "patient=1", static _ => { }) { TakesWholeBundle = isOperation };
            var read = FhirTyped.Pages.PageReader.Read(search, "GET", new FhirAnswer(System.Net.HttpStatusCode.OK, bundle, null, null));
            var page = new FhirSearchPage<Resource>(read, SearchReceipt.Unverifiable, search);
            Assert.Equal(bundle.Entry.Count, page.Matches.Count + page.AllIncluded.Count + page.Outcomes.Count);
            pages++;
        }

        Assert.InRange(pages, atLeast, int.MaxValue);
    }

    private static HttpResponseMessage Page(string entries) => FakeServer.Json($$"""{"resourceType":"Bundle","type":"searchset","entry":[{{entries}}]}""");
}
