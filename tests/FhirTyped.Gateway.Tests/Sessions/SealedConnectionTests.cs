using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Tests.Sessions;

/// <summary>Whoever can write into the store moves nothing: what stands elsewhere than where it was sealed for is refused, and told.</summary>
public sealed class SealedConnectionTests
{
    private readonly KeptSecurityEvents _events = new();

    [Theory]
    [InlineData("session")]
    [InlineData("platform")]
    [InlineData("version")]
    [InlineData("older")]
    [InlineData("subject")]
    [InlineData("changed")]
    [InlineData("empty")]
    public async Task G60_G61_A_ciphertext_that_was_moved_or_changed_is_refused(string what)
    {
        await using var epic = await Hospital.StartAsync("epic");
        await using var oracle = await Hospital.StartAsync("oracle-health");
        var stores = new GatewayStores();
        await using var node = await StartAsync(stores, epic, oracle);
        using var mine = new Browser(node);
        using var yours = new Browser(node);
        await mine.ConnectAsync("epic");
        await yours.ConnectAsync("epic", "p2");
        var (me, you) = (SessionIdentity.IdOfSecret(mine.Session)!, SessionIdentity.IdOfSecret(yours.Session)!);
        var my = (await stores.Sessions.GetAsync(me))!;
        var sealedOfYours = (await stores.Sessions.GetAsync(you))!.Connections["epic"].Sealed;
        var sealedOfMine = my.Connections["epic"];
        var platform = what == "platform" ? "oracle-health" : "epic";
        switch (what)
        {
            case "session":
                await ReplaceAsync(stores, me, "epic", sealedOfMine.Version, new(sealedOfMine.Version + 1, sealedOfYours));
                await ReplaceAsync(stores, me, "epic", 2, null);
                await ReplaceAsync(stores, me, "epic", 0, new(1, sealedOfYours));
                break;
            case "platform":
                await ReplaceAsync(stores, me, "oracle-health", 0, new(1, sealedOfMine.Sealed));
                break;
            case "version":
                await ReplaceAsync(stores, me, "epic", 1, new(2, sealedOfMine.Sealed));
                break;
            case "older":
                var newer = new ConnectionSealer(stores.Sealer).Seal(my.Subject, me, "epic", 2, new ConnectionContent("{}", null));
                await ReplaceAsync(stores, me, "epic", 1, newer);
                await ReplaceAsync(stores, me, "epic", 2, new(3, sealedOfMine.Sealed));
                break;
            case "subject":
                await stores.Sessions.DeleteAsync(me);
                await stores.Sessions.CreateAsync(my with { Subject = "session|somebody else", Connections = new Dictionary<string, StoredConnection>() });
                await ReplaceAsync(stores, me, "epic", 0, sealedOfMine);
                break;
            case "changed":
                var bytes = sealedOfMine.Sealed.ToArray();
                bytes[^1] ^= 1;
                await ReplaceAsync(stores, me, "epic", 1, null);
                await ReplaceAsync(stores, me, "epic", 0, new(1, bytes));
                break;
            default:
                await ReplaceAsync(stores, me, "epic", 1, null);
                await ReplaceAsync(stores, me, "epic", 0, new(1, new byte[1]));
                break;
        }

        node.Sessions.Hear(me);
        var before = epic.Sandbox.Requests.Count + oracle.Sandbox.Requests.Count;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await mine.ReadAsync("/test/" + platform + "/Patient/p1")).Status);
        }

        Assert.Equal(before, epic.Sandbox.Requests.Count + oracle.Sandbox.Requests.Count);
        Assert.Single(_events.All, one => one == (SecurityEventKind.ConnectionNotOpened, platform));
        Assert.False((bool)(await mine.JsonAsync("/auth/status"))["platforms"]![platform]!["has_token"]!);
        Assert.Equal(HttpStatusCode.OK, (await yours.ReadAsync("/test/epic/Patient/p2")).Status);

        // A new login mends it.
        await mine.ConnectAsync(platform);
        Assert.Equal(HttpStatusCode.OK, (await mine.ReadAsync("/test/" + platform + "/Patient/p1")).Status);
    }

    [Fact]
    public async Task What_was_sealed_by_a_key_that_is_lost_is_refused()
    {
        await using var epic = await Hospital.StartAsync();
        var stores = new GatewayStores();
        await using var node = await StartAsync(stores, epic);
        using var browser = new Browser(node);
        await browser.ConnectAsync();
        await using var other = await StartAsync(new GatewayStores { Sessions = stores.Sessions }, epic);
        using var second = new Browser(other) { Session = browser.Session };
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
        Assert.Contains((SecurityEventKind.ConnectionNotOpened, "epic"), _events.All);
    }

    [Fact]
    public async Task What_was_sealed_by_an_old_key_is_sealed_again_by_the_new_one()
    {
        await using var epic = await Hospital.StartAsync();
        var stores = new GatewayStores();
        var old = stores.Keys[0];
        await using var node = await StartAsync(stores, epic);
        using var browser = new Browser(node);
        await browser.ConnectAsync();

        var key = GatewayStores.NewKey("second", isPrimary: true);
        var oldKey = new GatewayMasterKey("first", old.Key, isPrimary: false);
        foreach (var keys in new IReadOnlyList<GatewayMasterKey>[] { [key, oldKey], [key] })
        {
            await using var next = await StartAsync(new GatewayStores { Sessions = stores.Sessions, Keys = keys }, epic);
            using var second = new Browser(next) { Session = browser.Session };
            Assert.Equal(HttpStatusCode.OK, (await second.ReadAsync("/test/epic/Patient/p1")).Status);
        }

        Assert.Equal(2, (await stores.Sessions.GetAsync(SessionIdentity.IdOfSecret(browser.Session)!))!.Connections["epic"].Version);
    }

    [Fact]
    public async Task A_store_sees_no_token()
    {
        await using var epic = await Hospital.StartAsync();
        var stores = new GatewayStores();
        await using var node = await StartAsync(stores, epic);
        using var browser = new Browser(node);
        await browser.ConnectAsync();
        var session = (await stores.Sessions.GetAsync(SessionIdentity.IdOfSecret(browser.Session)!))!;
        var text = System.Text.Encoding.Latin1.GetString(session.Connections["epic"].Sealed.Span);
        Assert.DoesNotContain("token", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("p1", session.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(browser.Session, session.Id);
    }

    private Task<GatewayNode> StartAsync(GatewayStores stores, params Hospital[] hospitals) =>
        GatewayNode.StartAsync(stores, hospitals, add: services => services.AddSingleton<ISecurityEvents>(_events));

    private static async Task ReplaceAsync(GatewayStores stores, string id, string platform, long expected, StoredConnection? connection) =>
        Assert.True(await stores.Sessions.ReplaceConnectionAsync(id, platform, expected, connection));
}
