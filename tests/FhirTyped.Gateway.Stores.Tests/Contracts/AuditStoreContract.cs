using System.Text;

namespace FhirTyped.Gateway.Stores.Tests;

public abstract class AuditStoreContract<TPlace> : StoreContract<TPlace, IAuditStore>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task Events_AreReadInTheirOrder_ToTheByte()
    {
        var chain = Chain("node", 600);
        await A.AppendAsync([.. chain.Take(1)]);
        await A.AppendAsync([.. chain.Skip(1)]);
        await A.AppendAsync([]);
        await B.AppendAsync(Chain("other", 2));

        var read = await B.ReadAsync("node").ToListAsync();

        Assert.Equal(chain.Select(Fields), read.Select(Fields));
        Assert.All(read, static record => Assert.True(record.IsIntact));
        Assert.Equal(chain.Skip(595).Select(Fields), (await B.ReadAsync("node", 595).ToListAsync()).Select(Fields));
        Assert.Empty(await B.ReadAsync("node", 600).ToListAsync());
        Assert.Equal(Fields(chain[^1]), Fields((await B.GetLastAsync("node"))!));
        Assert.Equal(["node", "other"], (await A.GetNodesAsync()).Order(StringComparer.Ordinal));
        Assert.True((await AuditChain.VerifyAsync(A, [chain[^1], chain[3]])) is { IsIntact: true, Count: 602 });
    }

    [Fact]
    public async Task NodeWithoutEvents_HasNone()
    {
        Assert.Null(await A.GetLastAsync("none"));
        Assert.Empty(await A.ReadAsync("none").ToListAsync());
        Assert.Empty(await A.GetNodesAsync());
        Assert.True((await AuditChain.VerifyAsync(A)).IsIntact);
    }

    [Fact]
    public async Task NumberThatIsThere_IsRefused_AndNoneOfTheGroupIsKept()
    {
        var chain = Chain("node", 5);
        await A.AppendAsync([chain[2]]);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await B.AppendAsync(chain));

        Assert.Equal(3, Assert.Single(await A.ReadAsync("node").ToListAsync()).Sequence);
        await A.AppendAsync([.. chain.Skip(3)]);
        Assert.Equal([3L, 4L, 5L], (await B.ReadAsync("node").ToListAsync()).Select(static record => record.Sequence));
    }

    [Fact]
    public async Task Race_ForTheSameNumber_HasOneWinner()
    {
        var won = await RaceAsync(50, async (store, index) =>
        {
            try
            {
                await store.AppendAsync([AuditRecord.After("node", null, In(TimeSpan.Zero), BitConverter.GetBytes(index))]);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        });

        Assert.Single(won, static one => one);
        Assert.Equal(Array.IndexOf(won, value: true), BitConverter.ToInt32((await B.GetLastAsync("node"))!.Content.Span));
    }

    [Fact]
    public async Task GroupThatIsNone_IsRefused()
    {
        var chain = Chain("node", 3);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.AppendAsync([chain[1], chain[0]]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.AppendAsync([chain[0], chain[2]]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.AppendAsync([chain[0], Chain("other", 2)[1]]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.AppendAsync(Chain(new string('n', 257), 1)));
        Assert.Empty(await A.GetNodesAsync());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_IsItself_AsNodeAndContent(string text)
    {
        var node = text.Length > 100 ? "long" : text;
        await A.AppendAsync([AuditRecord.After("x", null, In(TimeSpan.Zero), "x"u8.ToArray())]);
        await A.AppendAsync([AuditRecord.After(node, null, In(TimeSpan.Zero), Encoding.UTF8.GetBytes(text))]);

        var found = Assert.Single(await B.ReadAsync(node).ToListAsync());
        Assert.Equal((node, text), (found.Node, Encoding.UTF8.GetString(found.Content.Span)));
        Assert.True(found.IsIntact);
        Assert.Contains(node, await B.GetNodesAsync());
    }

    [Fact]
    public async Task EndThatIsCutOff_IsFoundByWhatIsKnownFromElsewhere()
    {
        var chain = Chain("node", 5);
        await A.AppendAsync([.. chain.Take(4)]);

        Assert.True((await AuditChain.VerifyAsync(B)).IsIntact);
        Assert.Equal([new("node", 5, AuditChainProblemKind.Missing)], (await AuditChain.VerifyAsync(B, [chain[1], chain[4]])).Problems);
        Assert.Equal([new("gone", 1, AuditChainProblemKind.Missing)], (await AuditChain.VerifyAsync(B, Chain("gone", 1))).Problems);
    }

    [Fact]
    public async Task ChainThatIsWrittenAnew_IsFoundByWhatIsKnownFromElsewhere()
    {
        var chain = Chain("node", 5);
        await A.AppendAsync(Chain("node", 5, "forged"));

        Assert.True((await AuditChain.VerifyAsync(B)).IsIntact);
        Assert.Equal([new("node", 5, AuditChainProblemKind.Replaced)], (await AuditChain.VerifyAsync(B, [chain[4]])).Problems);
    }

    protected List<AuditRecord> Chain(string node, int count, string content = "event")
    {
        var chain = new List<AuditRecord>();
        for (var index = 0; index < count; index++)
        {
            chain.Add(AuditRecord.After(node, chain.LastOrDefault(), In(TimeSpan.FromSeconds(index)), Encoding.UTF8.GetBytes($$"""{"{{content}}":{{index}}}""")));
        }

        return chain;
    }

    private static string Fields(AuditRecord record) => string.Join(
        '|', record.Node, record.Sequence, record.RecordedAt.ToUnixTimeMilliseconds(), record.RecordedAt.Offset, Convert.ToHexString(record.Content.Span),
        Convert.ToHexString(record.PreviousHash.Span), Convert.ToHexString(record.Hash.Span));
}
