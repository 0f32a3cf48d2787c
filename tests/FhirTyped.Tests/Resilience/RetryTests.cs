using System.Net;
using FhirTyped.R4;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Tests.Resilience;

/// <summary>Pauses, the server's wishes, the options' limits, the circuit breaker, rate and concurrency.</summary>
public sealed class RetryTests
{
    private const string APatient = """{"resourceType":"Patient","id":"p1"}""";

    [Theory]
    [InlineData("Retry-After: 7", 7)]
    [InlineData("Retry-After: Thu, 01 Jan 1970 00:00:09 GMT", 9)]
    [InlineData("Retry-After: Wed, 31 Dec 1969 00:00:00 GMT", 0)]
    [InlineData("Retry-After: soon", 0)]
    public async Task PauseThatTheServerAsksFor_IsKept(string header, int seconds)
    {
        var clock = new ManualClock();
        var requests = 0;
        await using var server = RawServer.Start(_ => ++requests == 1 ? RawAnswer.Of("503 Busy", "", header) : RawAnswer.Of("200 OK", APatient));
        var client = WireClient.WriterOf(server, options =>
        {
            options.TimeProvider = clock;
            options.RequestTimeout = Timeout.InfiniteTimeSpan;
            options.Resilience.TotalTimeout = Timeout.InfiniteTimeSpan;
            options.Resilience.MaxRetryAfter = TimeSpan.FromMinutes(1);
        });

        var read = client.Patient.ReadAsync("p1");
        for (var second = 0; second < seconds; second++)
        {
            // Until the pause is over, nothing more is sent: only the clock ends it.
            await WaitForTimerAsync(clock);
            Assert.Equal(1, requests);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("p1", (await read.WaitAsync(TimeSpan.FromSeconds(60))).Id);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task PauseThatIsTooLong_IsNotWaitedFor_AndTold()
    {
        await using var server = RawServer.Start(RawAnswer.Of("429 Too Many Requests", "", "Retry-After: 3600"));
        var client = WireClient.WriterOf(server, static options => options.Resilience.MaxRetryAfter = new FhirResilienceOptions().MaxRetryAfter);

        var error = await Assert.ThrowsAsync<FhirRateLimitException>(() => client.Patient.ReadAsync("p1"));

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task PauseForWhichThereIsNoTime_IsNotWaitedFor()
    {
        await using var server = RawServer.Start(RawAnswer.Of("503 Busy", "", "Retry-After: 30"));
        var client = WireClient.WriterOf(server, static options =>
        {
            options.Resilience.TotalTimeout = TimeSpan.FromSeconds(20);
            options.Resilience.MaxRetryAfter = TimeSpan.FromMinutes(1);
        });

        await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.ReadAsync("p1"));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task OptionsDecide_StatusesMethodsNumberAndNetwork()
    {
        await using var teapot = RawServer.Start(RawAnswer.Of("418 Teapot"));
        await Assert.ThrowsAsync<FhirResponseException>(() => WireClient.WriterOf(teapot, static o =>
        {
            o.Resilience.RetryStatusCodes = [(HttpStatusCode)418];
            o.Resilience.MaxRetryAttempts = 1;
        }).Patient.ReadAsync("p1"));
        Assert.Equal(2, teapot.Requests.Count);

        await using var busy = RawServer.Start(RawAnswer.Of("503 Busy"));
        await Assert.ThrowsAsync<FhirResponseException>(() => WireClient.WriterOf(busy, static o => o.Resilience.RetryMethods = ["GET"]).Patient.UpdateAsync(new Patient { Id = "p1" }));
        Assert.Single(busy.Requests);
        await Assert.ThrowsAsync<FhirResponseException>(() => WireClient.WriterOf(busy, static o => o.Resilience.MaxRetryAttempts = 0).Patient.ReadAsync("p1"));
        Assert.Equal(2, busy.Requests.Count);

        await using var gone = RawServer.Start(RawAnswer.Reset);
        await Assert.ThrowsAsync<FhirTransportException>(() => ((IFhirPlatformClient)WireClient.WriterOf(gone, static o => o.Resilience.RetryNetworkErrors = false)).Search("Patient?family=x").ViaPost().ToListAsync(1));
        Assert.Single(gone.Requests);
    }

    [Fact]
    public async Task CallerWhoCancels_IsHeardInThePause()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = RawServer.Start(_ =>
        {
            cancellation.CancelAfter(50);
            return RawAnswer.Of("503 Busy", "", "Retry-After: 50");
        });
        var client = WireClient.WriterOf(server, static options => options.Resilience.MaxRetryAfter = TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Patient.ReadAsync("p1", cancellation.Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ServerThatKeepsFailing_IsLeftAlone_AndAskedAgainAfterAWhile()
    {
        var clock = new ManualClock();
        var isWell = false;
        await using var server = RawServer.Start(_ => isWell ? RawAnswer.Of("200 OK", APatient) : RawAnswer.Of("500 Internal Server Error"));
        var client = WireClient.WriterOf(server, options =>
        {
            options.TimeProvider = clock;
            options.RequestTimeout = Timeout.InfiniteTimeSpan;
        });
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.ReadAsync("p1"));
        }

        var open = await Assert.ThrowsAsync<FhirCircuitOpenException>(() => client.Patient.ReadAsync("p1"));
        Assert.Equal(20, server.Requests.Count);
        Assert.True(open.RetryAfter <= TimeSpan.FromSeconds(15));

        isWell = true;
        clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("p1", (await client.Patient.ReadAsync("p1")).Id);
        Assert.Equal("p1", (await client.Patient.ReadAsync("p1")).Id);
    }

    [Fact]
    public async Task ServerThatFailsNowAndThen_IsNotLeftAlone_SinceWhatItAnsweredCountsToo()
    {
        var isWell = true;
        await using var server = RawServer.Start(_ => isWell ? RawAnswer.Of("200 OK", APatient) : RawAnswer.Of("500 Internal Server Error"));
        var client = WireClient.WriterOf(server, static options => options.TimeProvider = new ManualClock());
        for (var i = 0; i < 30; i++)
        {
            await client.Patient.ReadAsync("p1");
        }

        isWell = false;
        for (var i = 0; i < 30; i++)
        {
            Assert.False(client.GetPoolStatus().IsCircuitOpen);
            await Assert.ThrowsAsync<FhirResponseException>(() => client.Patient.ReadAsync("p1"));
        }

        Assert.True(client.GetPoolStatus().IsCircuitOpen);
        await Assert.ThrowsAsync<FhirCircuitOpenException>(() => client.Patient.ReadAsync("p1"));
        Assert.Equal(60, server.Requests.Count);
    }

    [Fact]
    public async Task WhatTheClientDidWrong_OpensNoCircuit()
    {
        await using var server = RawServer.Start(RawAnswer.Of("404 Not Found"));
        var client = WireClient.WriterOf(server);
        for (var i = 0; i < 60; i++)
        {
            await Assert.ThrowsAsync<FhirNotFoundException>(() => client.Patient.ReadAsync("p1"));
        }

        Assert.Equal(60, server.Requests.Count);
    }

    [Fact]
    public async Task RequestsAtOneTime_AreNoMoreThanTheLimit_OverAllClientsOfAServer()
    {
        var inFlight = 0;
        var most = 0;
        await using var server = RawServer.Start(new RawAnswer(async (stream, cancellationToken) =>
        {
            var now = Interlocked.Increment(ref inFlight);
            InterlockedMax(ref most, now);
            await Task.Delay(5, cancellationToken);
            Interlocked.Decrement(ref inFlight);
            await RawAnswer.Of("200 OK", APatient).Write(stream, cancellationToken);
        }));
        var services = new ServiceCollection();
        services.AddFhirPlatform<WritingPlatform>(o =>
        {
            o.BaseUrl = server.Address;
            o.Resilience.Concurrency = 3;
        });
        await using var provider = services.BuildServiceProvider();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => provider.GetRequiredService<WritingPlatform>().Patient.ReadAsync("p1")));

        Assert.Equal(64, server.Requests.Count);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task RequestsOfOneSecond_AreNoMoreThanTheLimit()
    {
        var clock = new ManualClock();
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", APatient));
        var client = WireClient.WriterOf(server, options =>
        {
            options.TimeProvider = clock;
            options.RequestTimeout = Timeout.InfiniteTimeSpan;
            options.Resilience.TotalTimeout = Timeout.InfiniteTimeSpan;
            options.Resilience.RequestsPerSecond = 5;
        });
        var reads = Enumerable.Range(0, 23).Select(_ => client.Patient.ReadAsync("p1")).ToList();
        for (var second = 1; second <= 5; second++)
        {
            var expected = Math.Min(23, second * 5);
            while (reads.Count(static read => read.IsCompleted) < expected)
            {
                await Task.Delay(5);
            }

            await WaitForTimerAsync(clock, isNeeded: second < 5);
            Assert.Equal(expected, server.Requests.Count);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAll(reads);
    }

    [Fact]
    public async Task WhoeverStopsWaitingForAPlace_TakesNone()
    {
        var release = new TaskCompletionSource();
        await using var server = RawServer.Start(new RawAnswer(async (stream, cancellationToken) =>
        {
            await release.Task.WaitAsync(cancellationToken);
            await RawAnswer.Of("200 OK", APatient).Write(stream, cancellationToken);
        }));
        var client = WireClient.WriterOf(server, static options => options.Resilience.Concurrency = 1);
        var first = client.Patient.ReadAsync("p1");
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => client.Patient.ReadAsync("p1", cancellation.Token)).ToList();
        await cancellation.CancelAsync();
        foreach (var one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        release.SetResult();
        await first;
        await client.Patient.ReadAsync("p1");

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("MaxRetryAttempts", "-1")]
    [InlineData("MaxDelay", "-00:00:01")]
    [InlineData("TotalTimeout", "00:00:00")]
    [InlineData("CircuitBreaker:FailureRatio", "1.5")]
    [InlineData("CircuitBreaker:MinimumThroughput", "1")]
    [InlineData("RetryStatusCodes:0", "200")]
    [InlineData("RequestsPerSecond", "-3")]
    public void OptionsOutOfRange_AreNamed(string key, string value)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Fhir:Resilience:" + key] = value, ["Fhir:BaseUrl"] = "https://fhir.example.org" };
        var services = new ServiceCollection();
        services.AddFhirPlatform<WritingPlatform>(configuration.GetSection("Fhir"));
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<WritingPlatform>());

        Assert.Contains("Resilience." + key.Split(":0")[0].Replace(':', '.'), error.Message, StringComparison.Ordinal);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static async Task WaitForTimerAsync(ManualClock clock, bool isNeeded = true)
    {
        while (isNeeded && !clock.HasTimers)
        {
            await Task.Delay(1);
        }
    }
}
