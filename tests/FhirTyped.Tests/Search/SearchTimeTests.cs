using FhirTyped.TestKit;

namespace FhirTyped.Tests.Search;

/// <summary>How long a search may take: also while an answer is awaited or read, and by the clock of the options alone.</summary>
public sealed class SearchTimeTests
{
    private static readonly RawAnswer NoMatch = RawAnswer.Of("200 OK", """{"resourceType":"Bundle","type":"searchset"}""");

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 99\r\n\r\n{")]
    public async Task RequestUnderWay_EndsWithTheTimeOfTheSearch(string begun)
    {
        var clock = new ManualClock();
        await using var server = RawServer.Start(_ =>
        {
            clock.AdvanceLater(TimeSpan.FromMinutes(11));
            return RawAnswer.Stalling(begun);
        });
        var client = WireClient.Of(server, options =>
        {
            options.TimeProvider = clock;
            options.RequestTimeout = Timeout.InfiniteTimeSpan;
            options.MaximumSearchTime = TimeSpan.FromMinutes(10);
        });

        var error = await Assert.ThrowsAsync<FhirTimeoutException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10));

        Assert.Contains(nameof(FhirPlatformOptions.MaximumSearchTime), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeIsThatOfAllPages()
    {
        var clock = new ManualClock();
        var pages = 0;
        var client = FakeServer.Client(
            request =>
            {
                clock.Advance(TimeSpan.FromMinutes(4));
                return FakeServer.Page(request.RequestUri!.AbsoluteUri, "https://fhir.example.org/r4/?page=" + ++pages);
            },
            out var server,
            options =>
            {
                options.TimeProvider = clock;
                options.RequestTimeout = TimeSpan.FromMinutes(5);
                options.MaximumSearchTime = TimeSpan.FromMinutes(10);
            });

        await Assert.ThrowsAsync<FhirTimeoutException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10));

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task AccessTokenThatDoesNotCome_IsWaitedForNoLonger()
    {
        var clock = new ManualClock();
        var client = FakeServer.Client(FakeServer.Never, out _, options =>
        {
            options.TimeProvider = clock;
            options.MaximumSearchTime = TimeSpan.FromMinutes(10);
            options.AccessToken = async cancellationToken =>
            {
                clock.AdvanceLater(TimeSpan.FromMinutes(11));
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return "";
            };
        });

        await Assert.ThrowsAsync<FhirTimeoutException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallersCancellation_IsHisOwn(bool hasLimit)
    {
        using var source = new CancellationTokenSource();
        var client = FakeServer.Client(
            request =>
            {
                source.Cancel();
                return FakeServer.Page(request.RequestUri!.AbsoluteUri, null);
            },
            out _,
            options => options.MaximumSearchTime = hasLimit ? TimeSpan.MaxValue : Timeout.InfiniteTimeSpan);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10, source.Token));

        Assert.Equal(source.Token, error.CancellationToken);
    }

    /// <summary>The whole page is there when it is cancelled: what is left to end is its reading.</summary>
    [Fact]
    public async Task Cancellation_IsHeardWhileAPageIsRead()
    {
        using var source = new CancellationTokenSource();
        var body = """{"resourceType":"Bundle","type":"searchset"}"""u8.ToArray();
        var client = FakeServer.Client(
            _ => new HttpResponseMessage { Content = new StreamContent(new LastByteCancels(body, source)) { Headers = { ContentLength = body.Length } } }, out _);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10, source.Token));
    }

    [Fact]
    public async Task WithoutALimit_NothingEnds()
    {
        await using var server = RawServer.Start(NoMatch);
        Assert.Empty(await WireClient.Of(server, static options => options.MaximumSearchTime = TimeSpan.FromDays(1000)).Patient.Search(q => q.Family.StartsWith("x")).ToListAsync(10));
    }

    private sealed class LastByteCancels(byte[] body, CancellationTokenSource source) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            if (Position == Length)
            {
                source.Cancel();
            }

            return new(read);
        }
    }
}
