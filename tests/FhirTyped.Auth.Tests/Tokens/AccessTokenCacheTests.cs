using FhirTyped.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FhirTyped.Auth.Tests;

/// <summary>How often a token is asked for, and whose failure it is.</summary>
public class AccessTokenCacheTests
{
    private static readonly Uri BaseUrl = new("https://fhir.example.org/r4/");

    private readonly FakeTimeProvider _time = new();
    private readonly Queue<Func<Task<TokenAnswer>>> _answers = new();
    private int _requests;

    [Fact]
    public async Task Two_hundred_callers_are_one_request()
    {
        var gate = new TaskCompletionSource();
        _answers.Enqueue(async () =>
        {
            await gate.Task;
            return Answer("one");
        });
        var cache = NewCache();
        var callers = Enumerable.Range(0, 200).Select(_ => Task.Run(async () => (await cache.GetAsync(BaseUrl, default)).ToHeaderValue())).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(callers), static token => Assert.Equal("Bearer one", token));
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task Who_came_first_and_goes_takes_nothing_from_the_others()
    {
        var gate = new TaskCompletionSource();
        _answers.Enqueue(async () =>
        {
            await gate.Task;
            return Answer("one");
        });
        var cache = NewCache();
        using var first = new CancellationTokenSource();
        var gone = cache.GetAsync(BaseUrl, first.Token).AsTask();
        var stays = cache.GetAsync(BaseUrl, default).AsTask();
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        gate.SetResult();
        Assert.Equal("Bearer one", (await stays).ToHeaderValue());
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task The_request_belongs_to_no_caller()
    {
        var whose = new AsyncLocal<string> { Value = "first caller" };
        string? seen = null;
        _answers.Enqueue(() =>
        {
            seen = whose.Value;
            return Task.FromResult(Answer("one"));
        });
        await NewCache().GetAsync(BaseUrl, default);
        Assert.Null(seen);
    }

    [Theory]
    [InlineData(3600, 2880)]
    [InlineData(300, 240)]
    [InlineData(100, 70)]
    [InlineData(40, 20)]
    [InlineData(5, 2.5)]
    public async Task A_token_is_renewed_at_80_percent_and_30_seconds_before_its_end(int life, double renewal)
    {
        var cache = NewCache();
        _ = Enqueue("one", life);
        await cache.GetAsync(BaseUrl, default);
        _time.Advance(TimeSpan.FromSeconds(renewal) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("Bearer one", await NowAsync(cache));
        Assert.Equal(1, _requests);

        // The old one is good still: nobody waits for the new one.
        var renewed = Enqueue("two", life);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal("Bearer one", await NowAsync(cache));

        // A renewal that never comes is a failure, not a wait without end.
        await renewed.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("Bearer two", await EventuallyAsync(cache, "Bearer two"));
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task While_a_renewal_fails_the_old_token_serves_until_shortly_before_its_end()
    {
        var cache = NewCache();
        _ = Enqueue("one", 300);
        await cache.GetAsync(BaseUrl, default);
        _time.Advance(TimeSpan.FromSeconds(250));
        _answers.Enqueue(static () => throw new FhirTokenException("down"));
        Assert.Equal("Bearer one", await NowAsync(cache));
        await UntilAsync(() => _requests == 2);
        Assert.Equal("Bearer one", await NowAsync(cache));
        _time.Advance(TimeSpan.FromSeconds(41));
        _ = Enqueue("two", 300);
        Assert.Equal("Bearer two", await AfterAFailureAsync(cache));
    }

    [Fact]
    public async Task A_failure_fails_those_who_wait_and_the_next_try_waits_longer_each_time()
    {
        var cache = NewCache();
        for (var pause = 1; pause <= 64; pause *= 2)
        {
            _answers.Enqueue(static () => throw new FhirTokenException("down") { Error = "server_error" });
            var before = _requests;
            var errors = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Assert.ThrowsAsync<FhirTokenException>(async () => await cache.GetAsync(BaseUrl, default)))));
            Assert.Equal(before + 1, _requests);
            Assert.Equal(64, errors.Distinct().Count());
            Assert.All(errors, static error => Assert.Equal("server_error", error.Error));
            _time.Advance(TimeSpan.FromSeconds(Math.Min(pause, 30)) - TimeSpan.FromMilliseconds(1));
            await Assert.ThrowsAsync<FhirTokenException>(async () => await cache.GetAsync(BaseUrl, default));
            Assert.Equal(before + 1, _requests);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _ = Enqueue("one", 300);
        Assert.Equal("Bearer one", await NowAsync(cache));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(100_000, 300)]
    public async Task A_pause_that_the_server_asks_for_is_kept_up_to_five_minutes(int asked, int kept)
    {
        var cache = NewCache();
        _answers.Enqueue(() => throw new FhirTokenException("busy") { RetryAfter = TimeSpan.FromSeconds(asked) });
        await Assert.ThrowsAsync<FhirTokenException>(async () => await cache.GetAsync(BaseUrl, default));
        _time.Advance(TimeSpan.FromSeconds(kept) - TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<FhirTokenException>(async () => await cache.GetAsync(BaseUrl, default));
        _ = Enqueue("one", 300);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("Bearer one", await NowAsync(cache));
    }

    [Fact]
    public async Task A_refused_token_is_forgotten_once_by_however_many()
    {
        var cache = NewCache();
        _ = Enqueue("one", 300);
        var refused = await cache.GetAsync(BaseUrl, default);
        _ = Enqueue("two", 300);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            Assert.True(cache.Invalidate(BaseUrl, refused));
            return (await cache.GetAsync(BaseUrl, default)).ToHeaderValue();
        }))), static token => Assert.Equal("Bearer two", token));
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task A_server_that_refuses_every_token_is_not_met_with_a_token_request_for_each_call()
    {
        var cache = NewCache();
        _ = Enqueue("one", 300);
        Assert.True(cache.Invalidate(BaseUrl, await cache.GetAsync(BaseUrl, default)));
        _ = Enqueue("two", 300);
        var second = await cache.GetAsync(BaseUrl, default);
        Assert.False(cache.Invalidate(BaseUrl, second));
        Assert.Same(second, await cache.GetAsync(BaseUrl, default));

        // Later it may be for another reason.
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(cache.Invalidate(BaseUrl, second));
    }

    [Fact]
    public async Task Each_server_has_its_own()
    {
        var cache = NewCache();
        _ = Enqueue("one", 300);
        _ = Enqueue("two", 300);
        Assert.Equal("Bearer one", await NowAsync(cache));
        Assert.Equal("Bearer two", (await cache.GetAsync(new Uri("https://fhir.example.org/other/"), default)).ToHeaderValue());
        Assert.Equal("Bearer one", await NowAsync(cache));
    }

    // The renewal that failed may only just be ending: then whoever comes fails with it, and the next try is a second later.
    private async Task<string> AfterAFailureAsync(AccessTokenCache cache)
    {
        try
        {
            return await NowAsync(cache);
        }
        catch (FhirTokenException)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return await NowAsync(cache);
        }
    }

    private static async Task<string> NowAsync(AccessTokenCache cache) => (await cache.GetAsync(BaseUrl, default)).ToHeaderValue();

    private static async Task<string> EventuallyAsync(AccessTokenCache cache, string expected)
    {
        var token = "";
        await UntilAsync(() => (token = cache.GetAsync(BaseUrl, default).AsTask().GetAwaiter().GetResult().ToHeaderValue()) == expected);
        return token;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 10_000 && !condition(); i++)
        {
            await Task.Delay(1);
        }

        Assert.True(condition());
    }

    private static TokenAnswer Answer(string token, int life = 3600) => new(token, TimeSpan.FromSeconds(life), null, null, null, default);

    private Task Enqueue(string token, int life)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers.Enqueue(() =>
        {
            done.SetResult();
            return Task.FromResult(Answer(token, life));
        });
        return done.Task;
    }

    private AccessTokenCache NewCache() => new(
        (_, _) =>
        {
            Interlocked.Increment(ref _requests);
            return _answers.Dequeue()();
        },
        null, TimeSpan.FromSeconds(30), _time);
}
