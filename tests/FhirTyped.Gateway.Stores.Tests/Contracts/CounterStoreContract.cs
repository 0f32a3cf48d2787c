namespace FhirTyped.Gateway.Stores.Tests;

public abstract class CounterStoreContract<TPlace> : StoreContract<TPlace, ICounterStore>
    where TPlace : StorePlace, new()
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Counts_OfAllNodes_AreOne()
    {
        var counts = await RaceAsync(200, async (store, _) => await store.AddAsync("key", Hour));

        Assert.Equal(Enumerable.Range(1, 200).Select(static count => (long)count), counts.Order());
        Assert.Equal(1, await A.AddAsync("other", Hour));
    }

    [Fact]
    public async Task DifferentOnes_AreCountedOnce()
    {
        var counts = await RaceAsync(200, async (store, index) => await store.AddDistinctAsync("key", $"patient{index % 20}", Hour));

        Assert.Equal(20, counts.Max());
        Assert.Equal(20, await A.AddDistinctAsync("key", "patient3", Hour));
        Assert.Equal(21, await B.AddDistinctAsync("key", "patient\0", Hour));
        Assert.Equal(1, await B.AddDistinctAsync("other", "patient3", Hour));
    }

    [Fact]
    public async Task WindowsBeginAtWholeMultiples_AndAnewWithOne()
    {
        // To the beginning of the next hour.
        Place.Clock.Advance(TimeSpan.FromMilliseconds(3_600_000 - (Place.Clock.GetUtcNow().ToUnixTimeMilliseconds() % 3_600_000)));
        Assert.Equal(1, await A.AddAsync("key", Hour));
        Assert.Equal(1, await A.AddDistinctAsync("key", "one", Hour));
        Place.Clock.Advance(Hour - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await B.AddAsync("key", Hour));
        Assert.Equal(2, await B.AddDistinctAsync("key", "two", Hour));
        Place.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await B.AddAsync("key", Hour));
        Assert.Equal(1, await A.AddDistinctAsync("key", "one", Hour));
    }

    [Fact]
    public async Task KeysOfOtherWindows_AndOfDifferentOnes_AreOthers()
    {
        Assert.Equal(1, await A.AddAsync("key", Hour));
        Assert.Equal(1, await A.AddAsync("key", Hour * 2));
        Assert.Equal(1, await A.AddDistinctAsync("key", "one", Hour));
        Assert.Equal(2, await A.AddAsync("key", Hour));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.AddAsync("key", TimeSpan.FromMilliseconds(999)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.AddAsync("", Hour));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.AddDistinctAsync("", "one", Hour));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_IsItself_AsKeyAndMember(string text)
    {
        await A.AddAsync("x", Hour);
        await A.AddDistinctAsync(text, "x", Hour);
        Assert.Equal(1, await A.AddAsync(text, Hour));
        Assert.Equal(2, await B.AddAsync(text, Hour));
        Assert.Equal(2, await A.AddDistinctAsync(text, text, Hour));
        Assert.Equal(2, await B.AddDistinctAsync(text, text, Hour));
    }
}
