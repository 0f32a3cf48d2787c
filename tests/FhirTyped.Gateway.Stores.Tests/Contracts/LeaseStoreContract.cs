namespace FhirTyped.Gateway.Stores.Tests;

public abstract class LeaseStoreContract<TPlace> : StoreContract<TPlace, ILeaseStore>
    where TPlace : StorePlace, new()
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task Lease_IsOnes_HoweverManyAsk()
    {
        var owners = await RaceAsync(200, async (store, _) => await store.TryAcquireAsync("key", Long));

        Assert.Single(owners, static owner => owner is not null);
        Assert.NotNull(await A.TryAcquireAsync("other", Long));
    }

    [Fact]
    public async Task LeaseGivenBack_IsFree()
    {
        var owner = (await A.TryAcquireAsync("key", Long))!;
        Assert.Null(await B.TryAcquireAsync("key", Long));
        await B.ReleaseAsync("key", "somebody");
        Assert.Null(await B.TryAcquireAsync("key", Long));
        await A.ReleaseAsync("key", owner);
        var next = await B.TryAcquireAsync("key", Long);
        Assert.NotNull(next);
        Assert.NotEqual(owner, next);
    }

    [Fact]
    public async Task Lease_EndsByTime_AndALateReleaseLeavesThatOfTheNext()
    {
        var late = (await A.TryAcquireAsync("key", Place.Short))!;
        await Place.PassAsync(Place.Short);
        string? next = null;
        await UntilAsync(async () => (next = await B.TryAcquireAsync("key", Long)) is not null);

        await A.ReleaseAsync("key", late);

        Assert.Null(await A.TryAcquireAsync("key", Long));
        await B.ReleaseAsync("key", next!);
        Assert.NotNull(await A.TryAcquireAsync("key", Long));
    }

    [Fact]
    public async Task ReleaseOfWhatNobodyHas_IsNothing()
    {
        await A.ReleaseAsync("none", "owner");
        Assert.NotNull(await A.TryAcquireAsync("none", Long));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.TryAcquireAsync("", Long));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.TryAcquireAsync("key", TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_IsItself(string text)
    {
        Assert.NotNull(await A.TryAcquireAsync("x", Long));
        var owner = await A.TryAcquireAsync(text, Long);
        Assert.NotNull(owner);
        Assert.Null(await B.TryAcquireAsync(text, Long));
        await B.ReleaseAsync(text, owner);
        Assert.NotNull(await B.TryAcquireAsync(text, Long));
        Assert.Null(await B.TryAcquireAsync("x", Long));
    }
}
