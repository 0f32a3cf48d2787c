using FhirTyped.R4;

namespace FhirTyped.Tests.Search;

/// <summary>"Load more" over several requests of a web page.</summary>
public sealed class ContinuationTests
{
    private const string Base = "https://fhir.example.org/r4/";
    private static readonly byte[] Key = [.. Enumerable.Range(1, FhirPlatformOptions.ContinuationKeyLength).Select(static i => (byte)i)];

    [Fact]
    public async Task EveryPage_GoesOnWhereTheLastOneEnded_InAnotherClient()
    {
        var addresses = new List<string>();
        string? continuation = null;
        var ids = new List<string?>();
        do
        {
            // A web node that has never seen the search.
            var client = Client(addresses);
            var page = continuation is null
                ? await client.Patient.Search(q => q.Family.StartsWith("Smith")).FirstPageAsync()
                : await client.ContinueAsync<Patient>(continuation);
            ids.AddRange(page.Matches.Select(static patient => patient.Id));
            Assert.Equal(SearchReceiptStatus.Verified, page.Receipt.Status);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(["1", "2", "3"], ids);
        Assert.Equal([Base + "Patient?family=Smith", Base + "Patient?family=Smith&page=2", Base + "Patient?family=Smith&page=3"], addresses);
    }

    [Fact]
    public async Task ALocalFilter_GoesOn()
    {
        var addresses = new List<string>();
        var first = await Client(addresses).Patient.Search(q => q.Family.StartsWith("Smith")).FilterLocally(p => p.Gender.Is("female")).FirstPageAsync();
        var second = await Client(addresses).ContinueAsync<Patient>(first.Continuation!);
        Assert.Equal((0, 1), (first.Matches.Count, second.Matches.Count));
        Assert.Equal(["gender"], second.Receipt.AppliedLocally);
    }

    [Fact]
    public async Task AFilterThatIsDropped_LaterOn_IsNoticed()
    {
        var first = await Client([]).Patient.Search(q => q.Family.StartsWith("Smith")).FirstPageAsync();
        var client = FakeServer.Client(
            static request => FakeServer.Page("https://fhir.example.org/r4/Patient?family=Jones", null, """{"resourceType":"Patient","id":"x"}"""), out _, WithKey);
        await Assert.ThrowsAsync<FhirDroppedFilterException>(() => client.ContinueAsync<Patient>(first.Continuation!));
    }

    [Fact]
    public async Task TooFewMatches_OverAllPages_AreNoticed()
    {
        static HttpResponseMessage Answer(HttpRequestMessage request)
        {
            var isFirst = !request.RequestUri!.Query.Contains("page=", StringComparison.Ordinal);
            var next = isFirst ? ",{\"relation\":\"next\",\"url\":\"" + Base + "Patient?family=Smith&page=2\"}" : "";
            return FakeServer.Json("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":9,\"link\":[{\"relation\":\"self\",\"url\":\"" + Base + "Patient?family=Smith\"}" + next
                + "],\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" + (isFirst ? 1 : 2) + "\"},\"search\":{\"mode\":\"match\"}}]}");
        }

        var client = FakeServer.Client(Answer, out _, static options =>
        {
            WithKey(options);
            options.Truncation = TruncationHandling.Throw;
        });
        var first = await client.Patient.Search(q => q.Family.StartsWith("Smith")).FirstPageAsync();
        await Assert.ThrowsAsync<FhirTruncatedException>(() => client.ContinueAsync<Patient>(first.Continuation!));
    }

    [Fact]
    public async Task AContinuation_ThatWasChangedOrIsOfElsewhere_SendsNothing()
    {
        var continuation = (await Client([]).Patient.Search(q => q.Family.StartsWith("Smith")).FirstPageAsync()).Continuation!;
        var client = FakeServer.Client(FakeServer.Never, out var server, WithKey);
        var elsewhere = FakeServer.Client(FakeServer.Never, out _, static options =>
        {
            WithKey(options);
            options.BaseUrl = new Uri("https://other.example.org/r4");
        });
        var otherKey = FakeServer.Client(FakeServer.Never, out _);
        var otherPlatform = FakeServer.Writer(FakeServer.Never, out _, static options =>
        {
            WithKey(options);
            options.BaseUrl = new Uri(Base);
        });

        foreach (var other in new FhirPlatformClient[] { elsewhere, otherKey, otherPlatform })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => other.ContinueAsync<Patient>(continuation));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => client.ContinueAsync<Observation>(continuation));
        for (var i = 0; i < continuation.Length; i++)
        {
            var changed = continuation[..i] + (continuation[i] == 'A' ? 'B' : 'A') + continuation[(i + 1)..];
            var error = await Record.ExceptionAsync(() => client.ContinueAsync<Patient>(changed));
            Assert.True(error is ArgumentException || i == continuation.Length - 1, i + ": " + error);
        }

        foreach (var text in new[] { "", " ", "x", "ä", "====", continuation[..20], continuation + "A", Base + "Patient/2", new string('A', 100_000) })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.ContinueAsync(text));
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("https://evil.example.org/r4/Patient?page=2")]
    [InlineData("https://fhir.example.org/other-tenant/Patient?page=2")]
    public async Task ALink_ThatLeadsElsewhere_IsNotFollowedLaterEither(string next)
    {
        var client = FakeServer.Client(
            _ => FakeServer.Page(Base + "Patient?family=Smith", next, """{"resourceType":"Patient","id":"1"}"""), out var server, WithKey);
        var page = await client.Patient.Search(q => q.Family.StartsWith("Smith")).FirstPageAsync();
        await Assert.ThrowsAsync<FhirSearchException>(() => client.ContinueAsync<Patient>(page.Continuation!));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task LinksInACircle_EndAtTheLimitOfPages()
    {
        var client = FakeServer.Client(
            static request => FakeServer.Page(
                Base + "Patient?family=Smith",
                Base + "Patient?family=Smith&page=" + (request.RequestUri!.Query.Contains("page=2", StringComparison.Ordinal) ? 3 : 2), """{"resourceType":"Patient","id":"1"}"""),
            out var server, static options =>
            {
                WithKey(options);
                options.MaximumPages = 10;
            });
        var page = await client.Patient.Search(q => q.Family.StartsWith("Smith")).FirstPageAsync();
        await Assert.ThrowsAsync<FhirSearchException>(async () =>
        {
            while (page.Continuation is { } continuation)
            {
                page = await client.ContinueAsync<Patient>(continuation);
            }
        });
        Assert.Equal(10, server.Requests.Count);
    }

    [Fact]
    public async Task AContinuation_ShowsNothing_AndFitsIntoAnAddress()
    {
        var continuation = (await Client([]).Patient.Search(q => q.Family.StartsWith("Smith")).FirstPageAsync()).Continuation!;
        Assert.Matches("^[A-Za-z0-9_-]+$", continuation);
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(continuation);
        Assert.DoesNotContain("Smith", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        Assert.Null((await Client([]).Patient.Search(q => q.Id.Is("3")).FirstPageAsync()).Continuation);
    }

    [Fact]
    public async Task Histories_AndOperations_GoOn()
    {
        var addresses = new List<string>();
        IFhirPlatformClient client = FakeServer.Writer(
            request =>
            {
                addresses.Add(request.RequestUri!.PathAndQuery);
                var page = request.RequestUri!.Query.Contains("page=2", StringComparison.Ordinal) ? 2 : 1;
                var next = page == 1 ? ",\"link\":[{\"relation\":\"next\",\"url\":\"" + request.RequestUri!.GetLeftPart(UriPartial.Path) + "?page=2\"}]" : "";
                var kind = request.RequestUri!.AbsolutePath.EndsWith("_history", StringComparison.Ordinal) ? "history" : "searchset";
                return FakeServer.Json("{\"resourceType\":\"Bundle\",\"type\":\"" + kind + "\"" + next + ",\"entry\":[{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"o1\",\"meta\":{\"versionId\":\"" + page + "\"}}}]}");
            },
            out _);
        foreach (var first in new[] { await client.History("Organization", "o1").FirstPageAsync(), await ((WritingPlatform)client).Patient.Everything("p1").FirstPageAsync() })
        {
            var second = await client.ContinueAsync(first.Continuation!);
            Assert.Equal(("1", "2", null), (First(first).Meta!.VersionId, First(second).Meta!.VersionId, second.Continuation));
        }

        Assert.Equal(4, addresses.Count);
        static Resource First(FhirSearchPage<Resource> page) => page.Matches[0];
    }

    private static void WithKey(FhirPlatformOptions options) => options.ContinuationKey = Key;

    private static TestPlatform Client(List<string> addresses) => FakeServer.Client(
        request =>
        {
            addresses.Add(request.RequestUri!.AbsoluteUri);
            var number = request.RequestUri!.Query.Contains("page=2", StringComparison.Ordinal) ? 2 : request.RequestUri!.Query.Contains("page=3", StringComparison.Ordinal) ? 3 : 1;
            var query = request.RequestUri!.Query.Contains("_id", StringComparison.Ordinal) ? "_id=3" : "family=Smith";
            number = query == "_id=3" ? 3 : number;
            return FakeServer.Page(
                Base + "Patient?" + query, number < 3 ? Base + "Patient?family=Smith&page=" + (number + 1) : null,
                "{\"resourceType\":\"Patient\",\"id\":\"" + number + "\",\"gender\":\"" + (number == 2 ? "female" : "male") + "\"}");
        },
        out _, WithKey);
}
