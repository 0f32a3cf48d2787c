using FhirTyped.Resilience;

namespace FhirTyped.Tests.Resilience;

/// <summary>When a server is left alone: what is counted, for how long, and who decides whether that is over.</summary>
public sealed class CircuitBreakerTests
{
    private readonly ManualClock _clock = new();
    private readonly List<TimeSpan> _openings = [];

    [Theory]
    [InlineData(0, 19, false)]
    [InlineData(0, 20, true)]
    [InlineData(20, 19, false)]
    [InlineData(20, 20, true)]
    [InlineData(1000, 999, false)]
    [InlineData(1000, 1000, true)]
    public void Failures_CountAsAShareOfAllRequests(int successes, int failures, bool isOpen)
    {
        var breaker = Make();
        Tell(breaker, isTrouble: false, successes);
        Tell(breaker, isTrouble: true, failures);
        Assert.Equal(isOpen, breaker.IsOpen);
        Assert.Equal(isOpen, breaker.Ask() is not null);
        Assert.Equal(isOpen ? [TimeSpan.FromSeconds(15)] : [], _openings);
    }

    [Fact]
    public void Successes_AreForgottenWithTheSamplingTime()
    {
        var breaker = Make();
        Tell(breaker, isTrouble: false, 1000);
        _clock.Advance(TimeSpan.FromSeconds(26));
        Tell(breaker, isTrouble: true, 20);
        Assert.False(breaker.IsOpen);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Tell(breaker, isTrouble: true, 1);
        Assert.True(breaker.IsOpen);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(31)]
    [InlineData(100_000)]
    public void Failures_AreForgottenWithTheSamplingTime(int seconds)
    {
        var breaker = Make();
        for (var i = 0; i < 20; i++)
        {
            Tell(breaker, isTrouble: true, 1);
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        // Every three seconds there are never more than ten within the time.
        Assert.False(breaker.IsOpen);
    }

    [Fact]
    public void Failures_ThatAreSpreadOverTheSamplingTime_CountTogether()
    {
        var breaker = Make();
        for (var i = 0; i < 20; i++)
        {
            Assert.False(breaker.IsOpen);
            Tell(breaker, isTrouble: true, 1);
            _clock.Advance(TimeSpan.FromSeconds(1.3));
        }

        Assert.True(breaker.IsOpen);
    }

    [Fact]
    public void AfterTheBreak_OneRequestDecides()
    {
        var breaker = Open();
        Assert.Equal(TimeSpan.FromSeconds(15), breaker.Ask());
        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(TimeSpan.FromSeconds(1), breaker.Ask());
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(breaker.Ask());
        Assert.Equal(TimeSpan.FromSeconds(15), breaker.Ask());

        breaker.Tell(isTrouble: false);
        Assert.Null(breaker.Ask());
        Assert.Null(breaker.Ask());

        // What was counted before is forgotten.
        Tell(breaker, isTrouble: true, 19);
        Assert.False(breaker.IsOpen);
    }

    [Fact]
    public void OneThatFailsAfterTheBreak_BeginsAnother()
    {
        var breaker = Open();
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(breaker.Ask());
        breaker.Tell(isTrouble: true);
        Assert.True(breaker.IsOpen);
        Assert.Equal(TimeSpan.FromSeconds(15), breaker.Ask());
        Assert.Equal(2, _openings.Count);
    }

    [Fact]
    public void OneOfWhichNothingIsHeard_IsFollowedByAnotherAfterAsLong()
    {
        var breaker = Open();
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(breaker.Ask());
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(breaker.Ask());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatWasUnderWayWhenItOpened_ChangesNothing(bool isTrouble)
    {
        var breaker = Open();
        Tell(breaker, isTrouble, 100);
        Assert.True(breaker.IsOpen);
        Assert.Single(_openings);
    }

    [Fact]
    public void ManyAtOnce_AreAllCounted()
    {
        var breaker = Make();
        Parallel.For(0, 10_000, _ => breaker.Tell(isTrouble: false));
        Parallel.For(0, 9_999, _ => breaker.Tell(isTrouble: true));
        Assert.False(breaker.IsOpen);
        breaker.Tell(isTrouble: true);
        Assert.True(breaker.IsOpen);
    }

    private CircuitBreaker Make() => new(new FhirCircuitBreakerOptions(), _clock, _openings.Add);

    private CircuitBreaker Open()
    {
        var breaker = Make();
        Tell(breaker, isTrouble: true, 20);
        Assert.True(breaker.IsOpen);
        return breaker;
    }

    private static void Tell(CircuitBreaker breaker, bool isTrouble, int times)
    {
        for (var i = 0; i < times; i++)
        {
            breaker.Tell(isTrouble);
        }
    }
}
