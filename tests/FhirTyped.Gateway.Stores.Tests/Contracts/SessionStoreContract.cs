namespace FhirTyped.Gateway.Stores.Tests;

public abstract class SessionStoreContract<TPlace> : StoreContract<TPlace, ISessionStore>
    where TPlace : StorePlace, new()
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 64 * 1024).Select(static index => (byte)index)];

    [Fact]
    public async Task Session_IsReadOnAnotherNode_AsItWasKept()
    {
        var session = New();
        Assert.True(await A.CreateAsync(session));
        Assert.True(await A.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, Large)));
        Assert.True(await A.ReplaceConnectionAsync(session.Id, "hapi", 0, new(1, Array.Empty<byte>())));

        var found = (await B.GetAsync(session.Id))!;

        Assert.Equal((session.Id, session.Subject), (found.Id, found.Subject));
        Assert.Equal(session.CreatedAt.ToUnixTimeMilliseconds(), found.CreatedAt.ToUnixTimeMilliseconds());
        Assert.Equal(session.ExpiresAt.ToUnixTimeMilliseconds(), found.ExpiresAt.ToUnixTimeMilliseconds());
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (found.CreatedAt.Offset, found.ExpiresAt.Offset));
        Assert.Equal(["epic", "hapi"], found.Connections.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Large, found.Connections["epic"].Sealed.ToArray());
        Assert.Equal(0, found.Connections["hapi"].Sealed.Length);
        Assert.Equal(1, found.Connections["epic"].Version);
    }

    [Fact]
    public async Task WhatIsNotThere_IsNotFound_AndNotMade()
    {
        Assert.Null(await A.GetAsync("none"));
        Assert.False(await A.ExtendAsync("none", In(TimeSpan.FromHours(1))));
        Assert.False(await A.ReplaceConnectionAsync("none", "epic", 0, new(1, Large)));
        Assert.False(await A.DeleteAsync("none"));
        Assert.Equal(0, await A.DeleteSubjectAsync("nobody"));
        Assert.Null(await A.GetAsync("none"));
    }

    [Fact]
    public async Task SecondOne_OfTheSameId_LeavesTheFirst()
    {
        var session = New();
        Assert.True(await A.CreateAsync(session));
        Assert.False(await B.CreateAsync(session with { Subject = "another" }));
        Assert.Equal(session.Subject, (await B.GetAsync(session.Id))!.Subject);
        Assert.Equal(0, await B.DeleteSubjectAsync("another"));
        Assert.NotNull(await A.GetAsync(session.Id));
    }

    [Fact]
    public async Task Connection_IsReplaced_ByTheVersionThatWasSeenAlone()
    {
        var session = New();
        await A.CreateAsync(session);
        Assert.True(await A.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, "one"u8.ToArray())));
        Assert.False(await B.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, "late"u8.ToArray())));
        Assert.True(await B.ReplaceConnectionAsync(session.Id, "epic", 1, new(2, "two"u8.ToArray())));
        Assert.False(await A.ReplaceConnectionAsync(session.Id, "epic", 1, new(2, "late"u8.ToArray())));
        Assert.False(await A.ReplaceConnectionAsync(session.Id, "epic", 1, null));
        Assert.False(await A.ReplaceConnectionAsync(session.Id, "Epic", 2, null));
        Assert.Equal("two"u8.ToArray(), (await A.GetAsync(session.Id))!.Connections["epic"].Sealed.ToArray());

        Assert.True(await A.ReplaceConnectionAsync(session.Id, "epic", 2, null));
        Assert.Empty((await B.GetAsync(session.Id))!.Connections);
        Assert.True(await B.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, "again"u8.ToArray())));
    }

    [Fact]
    public async Task Race_OfReplacements_HasOneWinnerEach_AndLosesNothing()
    {
        var session = New();
        await A.CreateAsync(session);
        await A.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, "0"u8.ToArray()));

        // Each adds one to what it read, until it wins: as many changes as there were winners.
        await RaceAsync(20, async (store, _) =>
        {
            for (var done = 0; done < 3;)
            {
                var seen = (await store.GetAsync(session.Id))!.Connections["epic"];
                var value = int.Parse(System.Text.Encoding.UTF8.GetString(seen.Sealed.Span), System.Globalization.CultureInfo.InvariantCulture) + 1;
                if (await store.ReplaceConnectionAsync(session.Id, "epic", seen.Version, new(seen.Version + 1, System.Text.Encoding.UTF8.GetBytes($"{value}"))))
                {
                    done++;
                }
            }

            return true;
        });

        var last = (await B.GetAsync(session.Id))!.Connections["epic"];
        Assert.Equal((61, "60"), (last.Version, System.Text.Encoding.UTF8.GetString(last.Sealed.Span)));
    }

    [Fact]
    public async Task Race_OfFirstConnections_HasOneWinner_AndOtherPlatformsAreNotInItsWay()
    {
        var session = New();
        await A.CreateAsync(session);

        var won = await RaceAsync(100, async (store, index) => (Platform: index % 10, Won: await store.ReplaceConnectionAsync(session.Id, $"p{index % 10}", 0, new(1, new[] { (byte)index }))));

        Assert.Equal(Enumerable.Range(0, 10), won.Where(static one => one.Won).Select(static one => one.Platform).Order());
        Assert.Equal(10, (await A.GetAsync(session.Id))!.Connections.Count);
    }

    [Fact]
    public async Task SessionThatHasEnded_IsNotFound_AndTakesNoConnection()
    {
        var session = New() with { ExpiresAt = In(TimeSpan.FromMinutes(10)) };
        await A.CreateAsync(session);
        await A.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, Large));
        Place.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await B.GetAsync(session.Id));
        Place.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await B.GetAsync(session.Id));
        Assert.False(await B.ExtendAsync(session.Id, In(TimeSpan.FromHours(1))));
        Assert.False(await B.ReplaceConnectionAsync(session.Id, "epic", 1, new(2, Large)));
        Assert.False(await B.ReplaceConnectionAsync(session.Id, "hapi", 0, new(1, Large)));
        Assert.False(await B.DeleteAsync(session.Id));
        Assert.Equal(0, await B.DeleteSubjectAsync(session.Subject));
    }

    [Fact]
    public async Task EndThatIsMoved_IsTheNewOne_LaterOrEarlier()
    {
        var session = New() with { ExpiresAt = In(TimeSpan.FromMinutes(10)) };
        await A.CreateAsync(session);
        await A.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, Large));
        Assert.True(await A.ExtendAsync(session.Id, In(TimeSpan.FromMinutes(30))));
        Place.Clock.Advance(TimeSpan.FromMinutes(20));

        var found = (await B.GetAsync(session.Id))!;
        Assert.Equal(In(TimeSpan.FromMinutes(10)).ToUnixTimeMilliseconds(), found.ExpiresAt.ToUnixTimeMilliseconds());
        Assert.Single(found.Connections);

        Assert.True(await B.ExtendAsync(session.Id, In(TimeSpan.FromMinutes(1))));
        Assert.NotNull(await A.GetAsync(session.Id));
        Place.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await A.GetAsync(session.Id));
    }

    [Fact]
    public async Task IdOfASessionThatHasEnded_IsTakenAnew_WithoutItsConnections()
    {
        var session = New() with { ExpiresAt = In(TimeSpan.FromMinutes(10)) };
        await A.CreateAsync(session);
        await A.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, Large));
        Place.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.True(await B.CreateAsync(session with { ExpiresAt = In(TimeSpan.FromMinutes(10)) }));
        Assert.Empty((await A.GetAsync(session.Id))!.Connections);
    }

    [Fact]
    public async Task DeletedSession_TakesItsConnectionsWithIt()
    {
        var session = New();
        await A.CreateAsync(session);
        await A.ReplaceConnectionAsync(session.Id, "epic", 0, new(1, Large));

        Assert.True(await B.DeleteAsync(session.Id));
        Assert.False(await A.DeleteAsync(session.Id));
        Assert.Null(await A.GetAsync(session.Id));
        Assert.False(await A.ReplaceConnectionAsync(session.Id, "epic", 1, new(2, Large)));
        Assert.True(await A.CreateAsync(session));
        Assert.Empty((await A.GetAsync(session.Id))!.Connections);
    }

    [Fact]
    public async Task Person_IsForgotten_OnAllDevices_AndNobodyElse()
    {
        var mine = Enumerable.Range(0, 5).Select(index => New() with { Id = $"mine{index}", Subject = "me*" }).ToList();
        var other = New() with { Id = "other", Subject = "me!" };
        foreach (var session in mine.Append(other))
        {
            await A.CreateAsync(session);
        }

        Assert.True(await A.DeleteAsync("mine4"));
        Assert.Equal(4, await B.DeleteSubjectAsync("me*"));
        Assert.Equal(0, await A.DeleteSubjectAsync("me*"));
        Assert.All(mine, session => Assert.Null(A.GetAsync(session.Id).AsTask().GetAwaiter().GetResult()));
        Assert.NotNull(await A.GetAsync("other"));
    }

    [Fact]
    public async Task Race_OfADeletionWithReplacements_LeavesNothing()
    {
        for (var round = 0; round < 5; round++)
        {
            var session = New() with { Id = $"round{round}" };
            await A.CreateAsync(session);
            await RaceAsync(21, async (store, index) => index == 10
                ? await store.DeleteSubjectAsync(session.Subject) == 1
                : await store.ReplaceConnectionAsync(session.Id, $"p{index}", 0, new(1, Large)));

            Assert.Null(await A.GetAsync(session.Id));
            Assert.True(await B.CreateAsync(session));
            Assert.Empty((await B.GetAsync(session.Id))!.Connections);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_IsItself_AsIdSubjectAndPlatform(string text)
    {
        await A.CreateAsync(New() with { Id = "x", Subject = "x" });
        Assert.True(await A.CreateAsync(New() with { Id = text, Subject = text }));
        Assert.True(await A.ReplaceConnectionAsync(text, text, 0, new(1, Large)));
        Assert.True(await A.ReplaceConnectionAsync(text, "x", 0, new(1, Large)));
        Assert.True(await B.ReplaceConnectionAsync(text, text, 1, new(2, Large)));

        var found = (await B.GetAsync(text))!;
        Assert.Equal((text, text), (found.Id, found.Subject));
        Assert.Equal(2, found.Connections[text].Version);
        Assert.Equal(2, found.Connections.Count);
        Assert.Equal(1, await B.DeleteSubjectAsync(text));
        Assert.NotNull(await B.GetAsync("x"));
    }

    [Fact]
    public async Task WhatCannotBe_IsRefused()
    {
        var session = New();
        await A.CreateAsync(session);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.GetAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.GetAsync("half \ud800"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.DeleteSubjectAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.ReplaceConnectionAsync(session.Id, "", 0, new(1, Large)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.ReplaceConnectionAsync(session.Id, "epic", 1, new(1, Large)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.ReplaceConnectionAsync(session.Id, "epic", 0, null));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await A.CreateAsync(session with { Connections = new Dictionary<string, StoredConnection> { ["epic"] = new(1, Large) } }));
    }

    private StoredSession New() => new("id", "subject", In(TimeSpan.Zero), In(TimeSpan.FromHours(8)));
}
