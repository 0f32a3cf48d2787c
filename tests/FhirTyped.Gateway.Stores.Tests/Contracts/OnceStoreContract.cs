namespace FhirTyped.Gateway.Stores.Tests;

public abstract class OnceStoreContract<TPlace> : StoreContract<TPlace, IOnceStore>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task Value_IsTakenOnce_HoweverManyAsk()
    {
        Assert.True(await A.PutAsync("key", "value"u8.ToArray(), In(TimeSpan.FromMinutes(10))));

        var taken = await RaceAsync(200, async (store, _) => await store.TakeAsync("key"));

        Assert.Equal("value"u8.ToArray(), Assert.Single(taken, static one => one is not null)!.Value.ToArray());
    }

    [Fact]
    public async Task Value_IsPutOnce_HoweverManyDo()
    {
        var put = await RaceAsync(200, async (store, index) => await store.PutAsync("key", BitConverter.GetBytes(index), In(TimeSpan.FromMinutes(10))));

        var winner = Array.IndexOf(put, value: true);
        Assert.Single(put, static one => one);
        Assert.Equal(winner, BitConverter.ToInt32((await B.TakeAsync("key"))!.Value.Span));
    }

    [Fact]
    public async Task Look_LeavesIt_AndAfterItIsTakenItCanBePutAgain()
    {
        Assert.True(await A.PutAsync("key", "value"u8.ToArray(), In(TimeSpan.FromMinutes(10))));
        Assert.Equal("value"u8.ToArray(), (await B.PeekAsync("key"))!.Value.ToArray());
        Assert.Equal("value"u8.ToArray(), (await A.TakeAsync("key"))!.Value.ToArray());
        Assert.Null(await B.PeekAsync("key"));
        Assert.Null(await B.TakeAsync("key"));
        Assert.True(await B.PutAsync("key", "other"u8.ToArray(), In(TimeSpan.FromMinutes(10))));
    }

    [Fact]
    public async Task ValueWhoseTimeIsOver_IsGone_AndItsKeyFree()
    {
        Assert.True(await A.PutAsync("long", "value"u8.ToArray(), In(TimeSpan.FromHours(10))));
        Assert.True(await A.PutAsync("key", "value"u8.ToArray(), In(Place.Short)));
        Assert.True(await A.PutAsync("untouched", "value"u8.ToArray(), In(Place.Short)));
        await Place.PassAsync(Place.Short);

        await UntilAsync(async () => await B.PeekAsync("key") is null);
        Assert.Null(await B.TakeAsync("key"));
        await UntilAsync(async () => await B.PutAsync("untouched", "new"u8.ToArray(), In(TimeSpan.FromHours(10))));
        Assert.Equal("new"u8.ToArray(), (await A.TakeAsync("untouched"))!.Value.ToArray());
        Assert.NotNull(await B.TakeAsync("long"));
    }

    [Fact]
    public async Task ValueOfYesterday_IsNotKept()
    {
        await A.PutAsync("key", "value"u8.ToArray(), In(-TimeSpan.FromDays(1)));
        Assert.Null(await B.PeekAsync("key"));
        Assert.Null(await B.TakeAsync("key"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_IsItself_AsKeyAndValue(string text)
    {
        var value = System.Text.Encoding.UTF8.GetBytes(text);
        await A.PutAsync("x", "x"u8.ToArray(), In(TimeSpan.FromMinutes(10)));
        Assert.True(await A.PutAsync(text, value, In(TimeSpan.FromMinutes(10))));
        Assert.Equal(value, (await B.TakeAsync(text))!.Value.ToArray());
        Assert.NotNull(await B.TakeAsync("x"));
    }

    [Fact]
    public async Task EmptyValue_IsAValue()
    {
        Assert.True(await A.PutAsync("key", ReadOnlyMemory<byte>.Empty, In(TimeSpan.FromMinutes(10))));
        Assert.Equal(0, (await A.PeekAsync("key"))!.Value.Length);
        Assert.Equal(0, (await B.TakeAsync("key"))!.Value.Length);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.TakeAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.TakeAsync("\udc00"));
    }
}
