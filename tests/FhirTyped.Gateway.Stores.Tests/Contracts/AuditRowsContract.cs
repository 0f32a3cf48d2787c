using System.Text;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>Somebody who can write the database changes what was recorded.</summary>
public abstract class AuditRowsContract<TPlace> : StoreContract<TPlace, IAuditStore>
    where TPlace : StorePlace, IAuditRows, new()
{
    private List<AuditRecord> _chain = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _chain = [AuditRecord.After("node", null, In(TimeSpan.Zero), "event 1"u8.ToArray())];
        for (var index = 2; index <= 6; index++)
        {
            _chain.Add(AuditRecord.After("node", _chain[^1], In(TimeSpan.FromSeconds(index)), Encoding.UTF8.GetBytes($"event {index}")));
        }

        await A.AppendAsync(_chain);
        Assert.True((await AuditChain.VerifyAsync(B)).IsIntact);
    }

    [Theory]
    [InlineData("recorded_at = recorded_at + 1")]
    [InlineData("content = previous_hash")]
    [InlineData("hash = previous_hash")]
    [InlineData("previous_hash = hash")]
    public async Task ChangedEvent_IsFound(string change)
    {
        await Place.ExecuteAsync($"UPDATE {Place.Table} SET {change} WHERE sequence = 3");

        var result = await AuditChain.VerifyAsync(B);

        Assert.Contains(new("node", 3, AuditChainProblemKind.Changed), result.Problems);
        Assert.False(result.IsIntact);
    }

    [Theory]
    [InlineData("sequence = 3", 3)]
    [InlineData("sequence = 1", 1)]
    [InlineData("sequence IN (3, 4)", 3)]
    public async Task MissingEvent_IsFound(string where, long first)
    {
        await Place.ExecuteAsync($"DELETE FROM {Place.Table} WHERE {where}");

        Assert.Equal([new("node", first, AuditChainProblemKind.Missing)], (await AuditChain.VerifyAsync(B)).Problems);
    }

    [Fact]
    public async Task MissingEvent_WhoseFollowersWereNumberedAnew_IsFound()
    {
        await Place.ExecuteAsync($"DELETE FROM {Place.Table} WHERE sequence = 6");
        await Place.ExecuteAsync($"DELETE FROM {Place.Table} WHERE sequence = 4");
        await Place.ExecuteAsync($"UPDATE {Place.Table} SET sequence = 4 WHERE sequence = 5");

        Assert.Equal(
            [new("node", 4, AuditChainProblemKind.Changed), new("node", 4, AuditChainProblemKind.Unlinked)], (await AuditChain.VerifyAsync(B)).Problems);
    }

    [Fact]
    public async Task EventPutIn_WithAHashOfItsOwn_IsFound()
    {
        // It takes the place of the fourth, and is linked to the third: the fifth does not follow it.
        var forged = AuditRecord.After("node", _chain[2], In(TimeSpan.FromSeconds(4)), "forged"u8.ToArray());
        await Place.ExecuteAsync($"DELETE FROM {Place.Table} WHERE sequence = 4");
        await A.AppendAsync([forged]);

        Assert.Equal([new("node", 5, AuditChainProblemKind.Unlinked)], (await AuditChain.VerifyAsync(B)).Problems);
    }

    [Fact]
    public async Task EventsThatWereExchanged_AreFound()
    {
        await Place.ExecuteAsync($"UPDATE {Place.Table} SET sequence = 99 WHERE sequence = 3");
        await Place.ExecuteAsync($"UPDATE {Place.Table} SET sequence = 3 WHERE sequence = 4");
        await Place.ExecuteAsync($"UPDATE {Place.Table} SET sequence = 4 WHERE sequence = 99");

        var problems = (await AuditChain.VerifyAsync(B)).Problems;

        Assert.Equal([3L, 4L], problems.Where(static problem => problem.Kind == AuditChainProblemKind.Changed).Select(static problem => problem.Sequence));
        Assert.Equal([3L, 4L, 5L], problems.Where(static problem => problem.Kind == AuditChainProblemKind.Unlinked).Select(static problem => problem.Sequence));
    }

    [Fact]
    public async Task EventOfAnotherNode_IsFound()
    {
        await A.AppendAsync([AuditRecord.After("other", null, In(TimeSpan.Zero), "event"u8.ToArray())]);
        await Place.ExecuteAsync($"DELETE FROM {Place.Table} WHERE sequence > 1");
        await Place.ExecuteAsync($"UPDATE {Place.Table} SET sequence = 2 WHERE node > (SELECT node FROM {Place.Table} ORDER BY node LIMIT 1)");

        Assert.Equal(
            [new("other", 2, AuditChainProblemKind.Changed), new("other", 1, AuditChainProblemKind.Missing)], (await AuditChain.VerifyAsync(B)).Problems);
    }
}
