namespace FhirTyped.Gateway.Stores.Tests;

public abstract class BlockStoreContract<TPlace> : StoreContract<TPlace, IBlockStore>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task Block_StandsUntilItIsLifted()
    {
        Assert.Empty(await A.ListAsync());
        await A.SetAsync(Block(GatewayBlockKind.All, ""));
        await A.SetAsync(Block(GatewayBlockKind.Subject, "p1"));
        await A.SetAsync(Block(GatewayBlockKind.Client, "p1"));
        Place.Clock.Advance(TimeSpan.FromDays(1000));

        Assert.Equal([(GatewayBlockKind.All, ""), (GatewayBlockKind.Subject, "p1"), (GatewayBlockKind.Client, "p1")], Keys(await B.ListAsync()));
        Assert.True(await B.RemoveAsync(GatewayBlockKind.Subject, "p1"));
        Assert.False(await A.RemoveAsync(GatewayBlockKind.Subject, "p1"));
        Assert.False(await A.RemoveAsync(GatewayBlockKind.Platform, "p1"));
        Assert.Equal([(GatewayBlockKind.All, ""), (GatewayBlockKind.Client, "p1")], Keys(await A.ListAsync()));
        Assert.True(await A.RemoveAsync(GatewayBlockKind.All, ""));
    }

    [Fact]
    public async Task SecondOne_ReplacesTheFirst()
    {
        var first = Block(GatewayBlockKind.Platform, "epic");
        var second = first with { Reason = "another", SetBy = "somebody else", SetAt = first.SetAt.AddHours(1) };
        await A.SetAsync(first);
        await B.SetAsync(second);
        Assert.Equal([second with { SetAt = DateTimeOffset.FromUnixTimeMilliseconds(second.SetAt.ToUnixTimeMilliseconds()) }], await A.ListAsync());
    }

    [Fact]
    public async Task BlockThatWouldStopNobody_IsRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.SetAsync(Block(GatewayBlockKind.Subject, "")));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.SetAsync(Block(GatewayBlockKind.All, "x")));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.SetAsync(Block((GatewayBlockKind)77, "x")));
        Assert.Empty(await A.ListAsync());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_IsItself(string text)
    {
        await A.SetAsync(Block(GatewayBlockKind.Subject, "x"));
        await A.SetAsync(new(GatewayBlockKind.Subject, text, text, text, In(TimeSpan.Zero)));

        var found = Assert.Single(await B.ListAsync(), block => block.Value == text);
        Assert.Equal((text, text), (found.Reason, found.SetBy));
        Assert.True(await B.RemoveAsync(GatewayBlockKind.Subject, text));
        Assert.Equal("x", Assert.Single(await A.ListAsync()).Value);
    }

    private static IEnumerable<(GatewayBlockKind, string)> Keys(IEnumerable<GatewayBlock> blocks) => blocks.Select(static block => (block.Kind, block.Value)).Order();

    private GatewayBlock Block(GatewayBlockKind kind, string value) => new(kind, value, "reason", "operator", In(TimeSpan.Zero));
}
