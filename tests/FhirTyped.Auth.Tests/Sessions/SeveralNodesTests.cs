using FhirTyped.TestKit;

namespace FhirTyped.Auth.Tests;

/// <summary>One session at several nodes: one of them refreshes, and the others take what it has stored.</summary>
public class SeveralNodesTests
{
    [Theory]
    [InlineData("refresh-2")]
    [InlineData("refresh-1")]
    public async Task What_another_node_has_refreshed_is_taken_whether_or_not_the_server_rotates(string refreshToken)
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var store = new SharedStore(tokens);
        var (here, there) = (launch.CreateCredential(tokens, store), launch.CreateCredential(tokens, store));
        (server.Answer["access_token"], server.Answer["refresh_token"]) = ("access-2", refreshToken);
        server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("Bearer access-2", await HeaderAsync(here, server));
        Assert.Equal("Bearer access-2", await HeaderAsync(there, server));
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Fact]
    public async Task Many_callers_at_two_nodes_make_one_refresh()
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var store = new SharedStore(tokens);
        var nodes = new[] { launch.CreateCredential(tokens, store), launch.CreateCredential(tokens, store) };
        (server.Answer["access_token"], server.Answer["refresh_token"]) = ("access-2", "refresh-2");
        server.Time.Advance(TimeSpan.FromMinutes(5));
        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => HeaderAsync(nodes[i % 2], server))));
        Assert.All(all, static token => Assert.Equal("Bearer access-2", token));
        Assert.Equal(2, server.TokenRequests.Count);
        Assert.Equal((2, 0), (store.Locks, store.Held));
    }

    [Fact]
    public async Task The_lock_is_held_until_the_tokens_are_saved_and_given_back_when_the_server_refuses()
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var store = new SharedStore(tokens);
        var credential = launch.CreateCredential(tokens, store);
        server.TokenAnswer = request =>
        {
            Assert.Equal(1, store.Held);
            return RawAnswer.Of("503 Service Unavailable");
        };
        server.Time.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<FhirTokenException>(() => HeaderAsync(credential, server));
        Assert.Equal(0, store.Held);
        server.TokenAnswer = null;
        server.Answer["access_token"] = "access-2";
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Bearer access-2", await HeaderAsync(credential, server));
        Assert.Equal(1, store.HeldAtSave);
        Assert.Equal(TimeSpan.FromSeconds(30), store.Life);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refresh_token_that_may_be_used_up_is_sent_by_no_other_node(bool isLost)
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var store = new SharedStore(tokens);
        var (here, there) = (launch.CreateCredential(tokens, store), launch.CreateCredential(tokens, store));
        server.TokenAnswer = _ => isLost ? RawAnswer.Reset : RawAnswer.Of("400 Bad Request", """{ "error": "invalid_grant" }""", TokenServer.Json);
        server.Time.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<FhirLoginRequiredException>(() => HeaderAsync(here, server));
        await Assert.ThrowsAsync<FhirLoginRequiredException>(() => HeaderAsync(there, server));
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Fact]
    public async Task A_login_asks_for_the_scopes_that_it_names()
    {
        await using var server = new LoginServer();
        var launch = server.Launch(static options => options.Scopes.Add("openid"));
        Assert.Equal(["launch/patient", "patient/Patient.rs", "openid"], launch.Scopes);
        var login = await launch.BeginAsync(["patient/Patient.r"]);
        Assert.Contains("scope=patient%2FPatient.r&", login.Address.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("nonce", login.Address.Query, StringComparison.Ordinal);
        Assert.Equal("patient/Patient.r", (await launch.CompleteAsync(LoginServer.Callback(login), PendingLogin.Deserialize(login.Pending.Serialize()))).Scope);

        var fromEhr = await launch.BeginFromEhrAsync(server.BaseUrl.AbsoluteUri, "1", ["launch", "openid"]);
        Assert.Contains("scope=launch%20openid", fromEhr.Address.Query, StringComparison.Ordinal);
        Assert.Contains("nonce=", fromEhr.Address.Query, StringComparison.Ordinal);
        foreach (var wrong in new string[][] { [], [""], ["a b"], ["a\"b"], ["ä"] })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => launch.BeginAsync(wrong));
        }

        await Assert.ThrowsAsync<SmartLoginException>(() => launch.BeginFromEhrAsync("https://elsewhere.example", "1", ["launch"]));
    }

    private static async Task<string> HeaderAsync(SmartSessionCredential credential, LoginServer server) => (await credential.GetAsync(new Uri(server.BaseUrl.AbsoluteUri + "/")))!.ToHeaderValue();

    private static async Task<(SmartLaunch Launch, SmartTokens Tokens)> LogInAsync(LoginServer server)
    {
        server.Answer["refresh_token"] = "refresh-1";
        var launch = server.Launch();
        var login = await launch.BeginAsync();
        return (launch, (await launch.CompleteAsync(LoginServer.Callback(login), login.Pending)).Tokens);
    }

    private sealed class SharedStore(SmartTokens first) : IFhirTokenStore
    {
        private readonly SemaphoreSlim _one = new(1);
        private SmartTokens _tokens = first;
        private int _locks;
        private int _held;

        public int Locks => Volatile.Read(ref _locks);

        public int Held => Volatile.Read(ref _held);

        public int HeldAtSave { get; private set; }

        public TimeSpan Life { get; private set; }

        public ValueTask SaveAsync(SmartTokens tokens, CancellationToken cancellationToken)
        {
            (_tokens, HeldAtSave) = (tokens, Held);
            return ValueTask.CompletedTask;
        }

        public ValueTask<SmartTokens?> LoadAsync(CancellationToken cancellationToken) => new(_tokens);

        public async ValueTask<IAsyncDisposable?> LockAsync(TimeSpan life, CancellationToken cancellationToken)
        {
            await _one.WaitAsync(cancellationToken);
            Life = life;
            Interlocked.Increment(ref _locks);
            Interlocked.Increment(ref _held);
            return new Lock(this);
        }

        private sealed class Lock(SharedStore store) : IAsyncDisposable
        {
            public ValueTask DisposeAsync()
            {
                Interlocked.Decrement(ref store._held);
                store._one.Release();
                return ValueTask.CompletedTask;
            }
        }
    }
}
