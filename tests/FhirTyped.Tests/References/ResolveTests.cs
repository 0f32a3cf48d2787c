using System.Globalization;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.References;

/// <summary>Many references at once: what is asked, and what becomes of each, whatever the server answers.</summary>
public sealed class ResolveTests
{
    private const string NotFound = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}""";

    [Fact]
    public async Task EachReference_HasItsResult_InTheirOrder()
    {
        await using var server = RawServer.Start(static request => Answer(request, static id => id != "gone"));
        var client = WireClient.Of(server);
        var own = client.BaseUrl.AbsoluteUri;

        var resolved = await client.ResolveAsync(
        [
            "Patient/a", "#contained", own + "Patient/b", "urn:uuid:0c5e9d2e-6d3c-4b8f-8a3a-6f4f4a3a2b11", "https://other.example.org/fhir/Patient/a", "Patient/gone", "Encounter/e",
            "Patient/a", null, "", "Patient", "Nothing/1", "Patient/a/_history/2", "Patient?identifier=1", own + "Patient/a?x=1", "Patient/a#b", "Encounter/broken", "Location/l", "Condition/c/_history/1",
        ]);

        Assert.Equal(
        [
            "Resolved a", "Internal", "Resolved b", "Internal", "Foreign", "NotFound", "Resolved e",
            "Resolved a", "Invalid", "Invalid", "Invalid", "Invalid", "Resolved a", "Invalid", "Invalid", "Invalid", "Failed", "Refused", "Refused",
        ], resolved.Results.Select(static result => (result.Status + " " + result.Resource?.Id).TrimEnd()));
        Assert.Same(resolved.Results[0].Resource, resolved.Results[7].Resource);
        Assert.Equal("2", resolved.Results[12].Resource!.Meta!.VersionId);
        Assert.Equal("Patient/gone", resolved.Results[5].Reference);
        Assert.False(resolved.IsComplete);
        Assert.Equal(4, resolved.Resources.Count());
        Assert.DoesNotContain(server.Requests, static request => request.Head.Contains("other.example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TenThousandReferences_AreAHundredRequests()
    {
        await using var server = RawServer.Start(static request => Answer(request));
        var references = Enumerable.Range(0, 10_000).Select(static i => "Observation/" + i.ToString(CultureInfo.InvariantCulture)).ToArray();

        var resolved = await WireClient.Of(server).ResolveAsync([.. references, .. references]);

        Assert.True(resolved.IsComplete);
        Assert.Equal(references.Concat(references), resolved.Results.Select(static result => "Observation/" + result.Resource!.Id));
        Assert.Equal(100, server.Requests.Count);
        Assert.All(server.Requests, static request => Assert.Contains("&_count=100", request.Head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_StayBelowTheLongestAddress()
    {
        await using var server = RawServer.Start(static request => Answer(request));
        var client = WireClient.Of(server, static options => options.MaximumUrlLength = 300);
        var references = Enumerable.Range(0, 50).Select(static i => $"Patient/{i:d2}{new string('x', 40)}").ToArray();

        var resolved = await client.ResolveAsync(references);

        Assert.True(resolved.IsComplete);
        Assert.InRange(server.Requests.Count, 8, 13);
        Assert.All(server.Requests, request => Assert.True(
            request.Head.StartsWith("GET ", StringComparison.Ordinal) && server.Address.AbsoluteUri.Length + request.Head.Split(' ')[1].Length - 1 <= 300, request.Head));
    }

    [Fact]
    public async Task WhatTheJudgeDoesNotVouchFor_IsRead()
    {
        await using var server = RawServer.Start(static request => Answer(request));

        var resolved = await WireClient.Of(server).ResolveAsync(["Encounter/1", "Encounter/2", "Encounter/3"]);

        Assert.True(resolved.IsComplete);
        Assert.Equal(3, server.Requests.Count(static request => request.Head.StartsWith("GET /fhir/Encounter/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OneOfAType_IsRead()
    {
        await using var server = RawServer.Start(static request => Answer(request));

        await WireClient.Of(server).ResolveAsync(["Patient/1", "Observation/2"]);

        Assert.Equal(["GET /fhir/Observation/2", "GET /fhir/Patient/1"], server.Requests.Select(static request => request.Head.Split(" HTTP")[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("too few")]
    [InlineData("none")]
    [InlineData("another")]
    [InlineData("everything")]
    [InlineData("without ids")]
    [InlineData("twice")]
    [InlineData("two versions")]
    [InlineData("no bundle")]
    [InlineData("400")]
    [InlineData("dropped")]
    [InlineData("another type")]
    public async Task WhateverASearchGives_EachReferenceHasItsOwnResource(string fault)
    {
        await using var server = RawServer.Start(request => AskedIds(request) is not { } ids ? Answer(request) : fault switch
        {
            "too few" => Page([.. ids.Skip(1).Select(static id => Patient(id))]),
            "none" => Page(),
            "another" => Page(Patient("other"), Patient(ids[0])),
            "everything" => Page([.. Enumerable.Range(0, 1_000).Select(static i => Patient("p" + i))]),
            "without ids" => Page("""{"resourceType":"Patient"}""", """{"resourceType":"Patient"}"""),
            "twice" => Page([.. ids.Concat(ids).Select(static id => Patient(id))]),
            "two versions" => Page(Patient(ids[0], "1"), Patient(ids[0], "2"), Patient(ids[1]), Patient(ids[2])),
            "no bundle" => RawAnswer.Of("200 OK", Patient(ids[0])),
            "400" => RawAnswer.Of("400 Bad Request", NotFound),
            "dropped" => RawAnswer.Of("200 OK", $$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"{{"http://h/fhir/Patient?_count=3"}}"}],"entry":[{"resource":{{Patient("other")}}}]}"""),
            _ => Page("""{"resourceType":"Observation","id":"a"}"""),
        });

        var resolved = await WireClient.Of(server).ResolveAsync(["Patient/a", "Patient/b", "Patient/c"]);

        Assert.Equal(["Resolved a", "Resolved b", "Resolved c"], resolved.Results.Select(static result => result.Status + " " + result.Resource?.Id));
        // It comes from a read, but where the search is to be believed.
        Assert.Equal(fault == "twice" ? null : "7", resolved.Results[0].Resource!.Meta?.VersionId);
        Assert.InRange(server.Requests.Count, 1, 4);
    }

    [Fact]
    public async Task WhatNoSearchFinds_IsNotThereOnlyIfAReadSaysSo()
    {
        await using var server = RawServer.Start(static request => AskedIds(request) is not null ? Page()
            : request.Head.Contains("/Patient/a ", StringComparison.Ordinal) ? Answer(request)
            : request.Head.Contains("/Patient/b ", StringComparison.Ordinal) ? RawAnswer.Of("404 Not Found", NotFound)
            : RawAnswer.Of("404 Not Found"));

        var resolved = await WireClient.Of(server).ResolveAsync(["Patient/a", "Patient/b", "Patient/c"]);

        // An empty 404 is what a proxy gives for an address that it does not know.
        Assert.Equal([FhirReferenceStatus.Resolved, FhirReferenceStatus.NotFound, FhirReferenceStatus.Failed], resolved.Results.Select(static result => result.Status));
        Assert.All(resolved.Unresolved, static result => Assert.IsType<FhirNotFoundException>(result.Error));
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("401 Unauthorized")]
    [InlineData("403 Forbidden")]
    [InlineData("429 Too Many Requests")]
    public async Task AServerThatFails_IsNotAskedForEachByItself(string status)
    {
        await using var server = RawServer.Start(request => AskedIds(request) is null || request.Head.Contains("Observation", StringComparison.Ordinal) ? Answer(request) : RawAnswer.Of(status));

        var resolved = await WireClient.Of(server).ResolveAsync(["Patient/a", "Observation/1", "Patient/b", "Observation/2"]);

        Assert.Equal(["Failed", "Resolved", "Failed", "Resolved"], resolved.Results.Select(static result => result.Status.ToString()));
        Assert.All(resolved.Unresolved, static result => Assert.NotNull(result.Error));
        Assert.DoesNotContain(server.Requests, static request => request.Head.StartsWith("GET /fhir/Patient/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PagesOfAList_AreAllRead()
    {
        await using var server = RawServer.Start(static request =>
        {
            var target = request.Head.Split(' ')[1];
            return target.Contains("_getpages", StringComparison.Ordinal) ? Page(Patient("c"))
                : RawAnswer.Of("200 OK", $$"""
                {"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"?_getpages=2"}],"entry":[{"resource":{{Patient("a")}}},{"resource":{{Patient("b")}}}]}
                """);
        });

        var resolved = await WireClient.Of(server).ResolveAsync(["Patient/a", "Patient/b", "Patient/c"]);

        Assert.True(resolved.IsComplete);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task NoMoreRequestsAreUnderWay_ThanAreAllowed()
    {
        int now = 0, most = 0;
        await using var server = RawServer.Start(request =>
        {
            var answer = Answer(request);
            return new RawAnswer(async (stream, cancellationToken) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                await Task.Yield();
                Interlocked.Decrement(ref now);
                await answer.Write(stream, cancellationToken);
            });
        });

        await WireClient.Of(server).ResolveAsync(Enumerable.Range(0, 200).Select(static i => "Encounter/" + i), new() { MaximumParallelism = 3 });

        Assert.InRange(most, 1, 3);
        Assert.Equal(200, server.Requests.Count);
    }

    [Fact]
    public async Task Progress_CountsEachDifferentReferenceOnce_AndNeverGoesBack()
    {
        await using var server = RawServer.Start(static request => Answer(request, static id => id != "7"));
        var told = new Told();

        await WireClient.Of(server).ResolveAsync(
            Enumerable.Range(0, 250).Select(static i => "Patient/" + (i % 200)).Append("#x"), new() { Progress = told, MaximumIds = 10 });

        Assert.Equal(Enumerable.Range(1, 200).Select(static i => new FhirProgress(i, 200)), told.All);
    }

    [Fact]
    public async Task Cancellation_EndsItAll()
    {
        using var cancellation = new CancellationTokenSource();
        var answered = 0;
        await using var server = RawServer.Start(request =>
        {
            if (Interlocked.Increment(ref answered) == 5)
            {
                cancellation.Cancel();
            }

            return Answer(request);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WireClient.Of(server).ResolveAsync(
            Enumerable.Range(0, 1_000).Select(static i => "Encounter/" + i), new() { MaximumParallelism = 2 }, cancellation.Token));

        Assert.InRange(server.Requests.Count, 5, 20);
    }

    [Fact]
    public async Task ManyCallersAtOnce_EachGetTheirOwn()
    {
        await using var server = RawServer.Start(static request => Answer(request));
        var client = WireClient.Of(server);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(caller => Task.Run(async () =>
        {
            var resolved = await client.ResolveAsync(Enumerable.Range(0, 20).Select(i => $"Patient/c{caller}-{i}"));
            Assert.Equal(Enumerable.Range(0, 20).Select(i => $"c{caller}-{i}"), resolved.Results.Select(static result => result.Resource!.Id));
        })));

        Assert.Equal(200, server.Requests.Count);
    }

    [Fact]
    public async Task NothingToResolve_IsNoRequest_AndWrongOptionsAreRefused()
    {
        var client = FakeServer.Client(FakeServer.Never, out _);

        Assert.Empty((await client.ResolveAsync([])).Results);
        Assert.True((await client.ResolveAsync([])).IsComplete);
        await Assert.ThrowsAsync<ArgumentException>(() => client.ResolveAsync(["Patient/1"], new() { MaximumIds = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.ResolveAsync(["Patient/1"], new() { MaximumParallelism = 0 }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.ResolveAsync(null!));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = Volatile.Read(ref most))
        {
        }
    }

    private static string[]? AskedIds(RawRequest request) => request.Head.Split(' ')[1].Split("?_id=") is [_, var query] ? query.Split('&')[0].Split(',') : null;

    private static RawAnswer Answer(RawRequest request, Func<string, bool>? exists = null)
    {
        var type = request.Head.Split(' ')[1].Split('/', '?')[2];
        if (request.Head.Contains("/broken ", StringComparison.Ordinal))
        {
            return RawAnswer.Of("500 Internal Server Error");
        }

        if (AskedIds(request) is { } ids)
        {
            return Page([.. ids.Where(exists ?? (static _ => true)).Select(id => $$"""{"resourceType":"{{type}}","id":"{{id}}"}""")]);
        }

        var parts = request.Head.Split(' ')[1].Split('/');
        var version = parts is [_, _, _, _, _, var given] ? given : "7";
        return exists?.Invoke(parts[3]) == false ? RawAnswer.Of("404 Not Found", NotFound)
            : RawAnswer.Of("200 OK", $$"""{"resourceType":"{{type}}","id":"{{parts[3]}}"{{(type == "Patient" ? $$""","meta":{"versionId":"{{version}}"} """ : "")}} }""");
    }

    private static string Patient(string id, string? version = null) =>
        version is null ? $$"""{"resourceType":"Patient","id":"{{id}}"}""" : $$"""{"resourceType":"Patient","id":"{{id}}","meta":{"versionId":"{{version}}"} }""";

    private static RawAnswer Page(params string[] resources) => RawAnswer.Of(
        "200 OK", $$"""{"resourceType":"Bundle","type":"searchset","entry":[{{string.Join(',', resources.Select(static resource => $$"""{"resource":{{resource}} }"""))}}]}""");

    private sealed class Told : IProgress<FhirProgress>
    {
        public List<FhirProgress> All { get; } = [];

        public void Report(FhirProgress value) => All.Add(value);
    }
}
