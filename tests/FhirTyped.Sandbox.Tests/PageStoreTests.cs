namespace FhirTyped.Sandbox.Tests;

public sealed class PageStoreTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void AResult_IsHeldOnce_HoweverManyPagesAreOpen()
    {
        var pages = new PageStore(_clock, TimeSpan.FromMinutes(10));
        var result = Result(100);
        var tokens = Enumerable.Range(1, 50).Select(number => pages.Open(result, number)).ToArray();

        Assert.Equal(50, tokens.Distinct().Count());
        Assert.Equal(tokens[3], pages.Open(result, 4));
        Assert.Equal(100, pages.HeldMatches);
        Assert.Same(result, pages.Find(tokens[49])!.Value.Result);
    }

    [Fact]
    public void WhatUnfollowedPagesHold_IsBounded_AndTheOldestGoFirst()
    {
        var pages = new PageStore(_clock, TimeSpan.FromMinutes(10), mostMatches: 1_000);
        var tokens = Enumerable.Range(0, 500).Select(_ => pages.Open(Result(100), 1)).ToArray();

        Assert.Equal(1_000, pages.HeldMatches);
        Assert.Null(pages.Find(tokens[0]));
        Assert.Null(pages.Find(tokens[489]));
        Assert.All(tokens[490..], token => Assert.NotNull(pages.Find(token)));
    }

    [Fact]
    public void WhatIsLargerThanAllowed_CanStillBeRead_PageByPage()
    {
        var pages = new PageStore(_clock, TimeSpan.FromMinutes(10), mostMatches: 10);
        var result = Result(100);
        for (var number = 1; number < 20; number++)
        {
            Assert.Equal(number, pages.Find(pages.Open(result, number))!.Value.Number);
        }

        Assert.Equal(100, pages.HeldMatches);
        pages.Open(Result(5), 1);
        Assert.Equal(5, pages.HeldMatches);
    }

    [Fact]
    public void AListThatResultsShare_IsHeldOnce()
    {
        var pages = new PageStore(_clock, TimeSpan.FromMinutes(10), mostMatches: 100);
        var first = Result(100);
        var tokens = Enumerable.Range(0, 20).Select(_ => pages.Open(first with { }, 1)).ToArray();

        Assert.Equal(100, pages.HeldMatches);
        Assert.All(tokens, token => Assert.NotNull(pages.Find(token)));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(pages.Find(tokens[0]));
        Assert.Equal(0, pages.HeldMatches);
    }

    [Fact]
    public void WhatHasEnded_HoldsNothing()
    {
        var pages = new PageStore(_clock, TimeSpan.FromMinutes(10));
        var token = pages.Open(Result(100), 1);
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(pages.Find(token));
        Assert.Equal(0, pages.HeldMatches);
    }

    private static SearchResult Result(int count) => new(new SearchPlan { ResourceType = "Patient" }, new ResourceVersion[count]);
}
