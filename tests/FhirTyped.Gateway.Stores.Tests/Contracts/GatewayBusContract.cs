using System.Threading.Channels;

namespace FhirTyped.Gateway.Stores.Tests;

public abstract class GatewayBusContract<TPlace> : StoreContract<TPlace, IGatewayBus>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task WhatIsToldOnOneNode_IsHeardOnAll_InItsOrder()
    {
        var (onA, onB, other) = (new Ear(), new Ear(), new Ear());
        await using var first = await A.SubscribeAsync("blocks", onA.Hear);
        await using var second = await B.SubscribeAsync("blocks", onB.Hear);
        await using var third = await B.SubscribeAsync("block?", other.Hear);

        for (var index = 0; index < 20; index++)
        {
            await A.PublishAsync("blocks", $"{index}");
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(static index => $"{index}"), await onA.HeardAsync(20));
        Assert.Equal(Enumerable.Range(0, 20).Select(static index => $"{index}"), await onB.HeardAsync(20));
        await B.PublishAsync("block?", "end");
        Assert.Equal(["end"], await other.HeardAsync(1));
    }

    [Fact]
    public async Task OneThatFails_DoesNotKeepOthersFromHearing()
    {
        var ear = new Ear();
        await using var failing = await B.SubscribeAsync("topic", static _ => throw new InvalidOperationException());
        await using var hearing = await B.SubscribeAsync("topic", ear.Hear);
        await A.PublishAsync("topic", "one");
        await A.PublishAsync("topic", "two");
        Assert.Equal(["one", "two"], await ear.HeardAsync(2));
    }

    [Fact]
    public async Task WhoHasEnded_HearsNothing_AndWhoBeginsLater_NothingOfBefore()
    {
        var (ended, hearing, late) = (new Ear(), new Ear(), new Ear());
        var subscription = await B.SubscribeAsync("topic", ended.Hear);
        await using var other = await B.SubscribeAsync("topic", hearing.Hear);
        await A.PublishAsync("topic", "one");
        await ended.HeardAsync(1);
        await hearing.HeardAsync(1);
        await subscription.DisposeAsync();
        await subscription.DisposeAsync();
        await using var third = await B.SubscribeAsync("topic", late.Hear);
        await A.PublishAsync("topic", "two");

        Assert.Equal(["two"], await late.HeardAsync(1));
        Assert.Equal(["two"], await hearing.HeardAsync(1));
        Assert.Equal(0, ended.Waiting);
    }

    [Fact]
    public async Task Text_IsItself_AsTopicAndMessage()
    {
        foreach (var text in Texts.Select(static row => row.Data).Append(new string('m', 4096)).Append(string.Concat(Enumerable.Repeat("😀", 1024))))
        {
            var ear = new Ear();
            var topic = text.Length > 100 ? "long" : text;
            await using var subscription = await B.SubscribeAsync(topic, ear.Hear);
            if (text.Length > 4096)
            {
                await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.PublishAsync(topic, text));
                continue;
            }

            await A.PublishAsync(topic, text);
            Assert.Equal([text], await ear.HeardAsync(1));
        }

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.PublishAsync("", "x"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.PublishAsync(new string('t', 129), "x"));
    }

    private sealed class Ear
    {
        private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

        public int Waiting => _heard.Reader.Count;

        public void Hear(string message) => _heard.Writer.TryWrite(message);

        public async Task<List<string>> HeardAsync(int count)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var heard = new List<string>();
            while (heard.Count < count)
            {
                heard.Add(await _heard.Reader.ReadAsync(limit.Token));
            }

            return heard;
        }
    }
}
