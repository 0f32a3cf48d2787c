using FhirTyped.TestKit;

namespace FhirTyped.BulkData.Tests.Jobs;

/// <summary>How an export is waited for.</summary>
public sealed class WaitTests : IAsyncDisposable
{
    private const string Transient = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient"}]}""";
    private const string Failed = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing","diagnostics":"Mrs. Smith"}]}""";

    private readonly ExportServer _server = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Progress_IsReported()
    {
        _server.OnStatus = static times => times < 2 ? RawAnswer.Of("202 Accepted", "", "X-Progress: 40% \u001b[2Jdone", "Retry-After: 0") : null;
        var reports = new List<BulkExportProgress>();
        await using var job = await StartAsync();

        var manifest = await job.WaitAsync(new Reports(reports));
        Assert.Equal(2, reports.Count);
        Assert.Equal("40% [2Jdone", reports[0].Server);
        Assert.Equal(BulkExportPhase.Running, reports[0].Phase);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), manifest.TransactionTime);
        Assert.Equal(BulkExportPhase.Complete, job.Phase);
        Assert.All(_server.Requests.Skip(1), static request => Assert.Equal("Bearer " + ExportServer.Token, Assert.Single(request.Header("Authorization"))));
        Assert.All(_server.Requests.Skip(1), static request => Assert.Equal("application/json", Assert.Single(request.Header("Accept"))));
    }

    [Fact]
    public void Pauses_FollowTheServer_AndElseDouble()
    {
        var pause = new PollPause(new BulkExportOptions());
        Assert.Equal(TimeSpan.FromSeconds(7), pause.Next(TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.FromMinutes(10), pause.Next(TimeSpan.FromHours(9)));
        Assert.Equal(TimeSpan.FromSeconds(1), pause.Next(TimeSpan.Zero));
        for (var i = 0; i < 40; i++)
        {
            var next = pause.Next(null);
            var middle = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, i)));
            Assert.InRange(next, middle * 0.5, middle * 1.5 < TimeSpan.FromMinutes(1) ? middle * 1.5 : TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task RetryAfter_AsADate_IsHeld()
    {
        var moment = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(moment);
        _server.OnStatus = static times => times == 0 ? RawAnswer.Of("202 Accepted", "", "Retry-After: Wed, 06 May 2026 07:09:39 GMT") : null;
        var reports = new List<BulkExportProgress>();
        await using var job = await _server.Client(options => options.TimeProvider = clock).Group("g1").Export().StartAsync(_folder.Path);

        var waiting = job.WaitAsync(new Reports(reports));
        while (reports.Count == 0)
        {
            await Task.Delay(5);
        }

        Assert.Equal(TimeSpan.FromSeconds(90), reports[0].NextPoll);
        clock.Advance(TimeSpan.FromSeconds(89));
        await Task.Delay(30);
        Assert.Equal(1, _server.Count("status"));
        clock.Advance(TimeSpan.FromSeconds(2));
        await waiting;
        Assert.Equal(2, _server.Count("status"));
    }

    [Fact]
    public async Task WhatPasses_IsAskedAgain()
    {
        RawAnswer?[] answers =
        [
            RawAnswer.Of("500 Internal Server Error", Transient), RawAnswer.Of("503 Service Unavailable", "", "Retry-After: 1"), RawAnswer.Reset, RawAnswer.Of("502 Bad Gateway", "<html>"),
            RawAnswer.Of("202 Accepted"), .. Enumerable.Repeat(RawAnswer.Of("429 Too Many Requests", "", "Retry-After: 1"), 8), RawAnswer.Of("400 Bad Request", Transient), null,
        ];
        _server.OnStatus = times => answers[times];
        await using var job = await StartAsync();

        await job.WaitAsync();
        Assert.Equal(answers.Length, _server.Count("status"));
    }

    [Fact]
    public async Task WhatDoesNotPass_IsGivenUpAfterSomeAttempts_AndCanBeResumed()
    {
        _server.OnStatus = static times => times < 5 ? RawAnswer.Of("504 Gateway Timeout") : null;
        await using (var job = await StartAsync())
        {
            await Assert.ThrowsAsync<FhirResponseException>(() => job.WaitAsync());
        }

        Assert.Equal(5, _server.Count("status"));
        await using var again = await BulkExportJob.ResumeAsync(_server.Client(), _folder.Path, Quick.Options);
        await again.WaitAsync();
        Assert.Equal(1, _server.Count("kick-off"));
    }

    [Theory]
    [InlineData("500 Internal Server Error", Failed)]
    [InlineData("404 Not Found", "")]
    [InlineData("410 Gone", "")]
    [InlineData("200 OK", Failed)]
    public async Task FailedExport_SaysSo_WithoutTheServersWords(string status, string body)
    {
        _server.OnStatus = _ => RawAnswer.Of(status, body, "Content-Type: application/fhir+json");
        await using (var job = await StartAsync())
        {
            var failure = await Assert.ThrowsAsync<BulkExportException>(() => job.WaitAsync());
            Assert.DoesNotContain("Smith", failure.ToString(), StringComparison.Ordinal);
            Assert.Equal(body.Length > 0, failure.Outcome is not null);
            Assert.Equal(BulkExportPhase.Failed, job.Phase);
        }

        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(_server.Client(), _folder.Path));
    }

    [Fact]
    public async Task LostToken_IsNoFailureOfTheExport()
    {
        _server.OnStatus = static times => times == 0 ? RawAnswer.Of("401 Unauthorized") : null;
        await using var job = await StartAsync();

        await Assert.ThrowsAsync<FhirAuthorizationException>(() => job.WaitAsync());
        await job.WaitAsync();
    }

    [Fact]
    public async Task LongestWait_Ends()
    {
        _server.OnStatus = static _ => RawAnswer.Of("202 Accepted");
        var options = Quick.Options;
        options.LongestWait = TimeSpan.FromMilliseconds(50);
        await using var job = await _server.Client().Group("g1").Export().StartAsync(_folder.Path, options);

        await Assert.ThrowsAsync<FhirTimeoutException>(() => job.WaitAsync());
        using var cancellation = new CancellationTokenSource(30);
        _ = await Assert.ThrowsAnyAsync<Exception>(() => job.WaitAsync(cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Cancel_DeletesTheStatusAddress()
    {
        await using (var job = await StartAsync())
        {
            await job.CancelAsync();
            Assert.Equal(BulkExportPhase.Cancelled, job.Phase);
        }

        var request = _server.Requests[^1];
        Assert.StartsWith("DELETE /fhir/bulk/job-1 HTTP", request.Head, StringComparison.Ordinal);
        Assert.Equal("Bearer " + ExportServer.Token, Assert.Single(request.Header("Authorization")));
        await Assert.ThrowsAsync<BulkExportException>(() => BulkExportJob.ResumeAsync(_server.Client(), _folder.Path));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"output":[]}""")]
    [InlineData("""{"transactionTime":"2026-03-01T12:00:00Z","output":{}}""")]
    [InlineData("""{"transactionTime":"2026-03-01T12:00:00Z","output":[{"type":"Patient"}]}""")]
    [InlineData("""{"transactionTime":"2026-03-01T12:00:00Z","output":[],"link":[{"relation":"next","url":"https://x.example"}]}""")]
    public async Task ManifestThatIsNone_IsAnError(string manifest)
    {
        _server.OnStatus = _ => RawAnswer.Of("200 OK", manifest);
        await using var job = await StartAsync();
        await Assert.ThrowsAsync<BulkExportException>(() => job.WaitAsync());
    }

    [Fact]
    public async Task Manifest_KeepsWhatIsNotKnown()
    {
        _server.More = "\"extension\":{\"https://x.example\":true},\"outputOrgByRequestor\":\"y\"";
        _server.File("e", """{"resourceType":"OperationOutcome"}""", "OperationOutcome", list: "error");
        _server.File("d", """{"resourceType":"Bundle"}""", "Bundle", list: "deleted");
        await using var job = await StartAsync();

        var manifest = await job.WaitAsync();
        Assert.True(manifest.RequiresAccessToken);
        Assert.Equal("https://x.example/$export", manifest.Request);
        Assert.Equal("y", manifest.Json.GetProperty("outputOrgByRequestor").GetString());
        Assert.Equal(["Output 1 Patient", "Output 2 Observation", "Error 1 OperationOutcome", "Deleted 1 Bundle"], manifest.Files.Select(static file => file.ToString()));
        Assert.Equal(_server.Manifest(0), await File.ReadAllTextAsync(_folder["manifest.json"]));
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _server.DisposeAsync();
    }

    private Task<BulkExportJob> StartAsync() => _server.Client().Group("g1").Export().StartAsync(_folder.Path, Quick.Options);

    private sealed class Reports(List<BulkExportProgress> all) : IProgress<BulkExportProgress>
    {
        public void Report(BulkExportProgress value) => all.Add(value);
    }
}
