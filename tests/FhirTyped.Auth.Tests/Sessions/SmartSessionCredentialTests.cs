using FhirTyped.TestKit;

namespace FhirTyped.Auth.Tests;

/// <summary>A session that outlives its access token: new tokens are stored before they are used, and a refresh token is never sent twice.</summary>
public class SmartSessionCredentialTests
{
    private readonly Store _store = new();

    [Fact]
    public async Task New_tokens_are_stored_before_they_are_used()
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var credential = launch.CreateCredential(tokens, _store);
        Assert.Equal("Bearer access-1", (await credential.GetAsync(Base(server)))!.ToHeaderValue());
        (server.Answer["access_token"], server.Answer["refresh_token"]) = ("access-2", "refresh-2");
        server.Time.Advance(TimeSpan.FromMinutes(5));
        _store.Gate = new TaskCompletionSource();
        var callers = Enumerable.Range(0, 64).Select(_ => Task.Run(async () => (await credential.GetAsync(Base(server)))!.ToHeaderValue())).ToList();
        await _store.Asked.Task;
        Assert.DoesNotContain(callers, static caller => caller.IsCompleted);
        _store.Gate.SetResult();
        Assert.All(await Task.WhenAll(callers), static token => Assert.Equal("Bearer access-2", token));
        var form = TokenServer.Form(server.TokenRequests[^1]);
        Assert.Equal(("refresh_token", "refresh-1", 2), (form["grant_type"], form["refresh_token"], server.TokenRequests.Count));
        Assert.Contains("refresh-2", Assert.Single(_store.Saved).Serialize(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_loses_nothing()
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var credential = launch.CreateCredential(tokens, _store);
        server.Answer["refresh_token"] = "refresh-2";
        server.Answer["access_token"] = "access-2";
        server.Time.Advance(TimeSpan.FromMinutes(5));
        _store.Failure = new IOException("full");
        Assert.Contains("stored", (await Assert.ThrowsAsync<FhirTokenException>(async () => await credential.GetAsync(Base(server)))).Message, StringComparison.Ordinal);
        _store.Failure = null;
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Bearer access-2", (await credential.GetAsync(Base(server)))!.ToHeaderValue());

        // The login and one refresh: what the store did not take was kept.
        Assert.Equal(2, server.TokenRequests.Count);
    }

    public static TheoryData<string, RawAnswer> Lost { get; } = new()
    {
        { "reset", RawAnswer.Reset },
        { "cut", RawAnswer.Bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"access_token\":") },
        { "gateway", RawAnswer.Of("504 Gateway Timeout") },
        { "error of the server", RawAnswer.Of("500 Internal Server Error", "oops") },
        { "no JSON", RawAnswer.Of("200 OK", "<html/>") },
        { "no token", RawAnswer.Of("200 OK", "{}", TokenServer.Json) },
    };

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task After_a_lost_answer_the_refresh_token_is_not_sent_again(string name, RawAnswer answer)
    {
        _ = name;
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var credential = launch.CreateCredential(tokens, _store);
        server.TokenAnswer = _ => answer;
        server.Time.Advance(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<FhirLoginRequiredException>(async () => await credential.GetAsync(Base(server)));
            server.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Theory]
    [InlineData("503 Service Unavailable", "")]
    [InlineData("429 Too Many Requests", "")]
    [InlineData("400 Bad Request", """{ "error": "temporarily_unavailable" }""")]
    public async Task Where_the_server_said_that_it_did_nothing_it_is_asked_again(string status, string body)
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var credential = launch.CreateCredential(tokens, _store);
        server.TokenAnswer = _ => RawAnswer.Of(status, body, TokenServer.Json);
        server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsNotType<FhirLoginRequiredException>(await Assert.ThrowsAsync<FhirTokenException>(async () => await credential.GetAsync(Base(server))));
        server.TokenAnswer = null;
        server.Answer["access_token"] = "access-2";
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Bearer access-2", (await credential.GetAsync(Base(server)))!.ToHeaderValue());
    }

    [Fact]
    public async Task A_server_that_gives_no_new_refresh_token_keeps_the_old_one()
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var credential = launch.CreateCredential(tokens, _store);
        server.Answer.Remove("refresh_token");
        server.Time.Advance(TimeSpan.FromMinutes(5));
        await credential.GetAsync(Base(server));

        // It does not rotate: an answer that is lost may be asked for again.
        server.TokenAnswer = static _ => RawAnswer.Reset;
        server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsNotType<FhirLoginRequiredException>(await Assert.ThrowsAsync<FhirTokenException>(async () => await credential.GetAsync(Base(server))));
        server.TokenAnswer = null;
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await credential.GetAsync(Base(server));
        Assert.Equal("refresh-1", TokenServer.Form(server.TokenRequests[^1])["refresh_token"]);
    }

    [Fact]
    public async Task What_another_node_refreshed_is_used()
    {
        await using var server = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        var (here, there) = (launch.CreateCredential(tokens, _store), launch.CreateCredential(tokens, _store));
        (server.Answer["access_token"], server.Answer["refresh_token"]) = ("access-2", "refresh-2");
        server.Time.Advance(TimeSpan.FromMinutes(5));
        await there.GetAsync(Base(server));
        Assert.Equal("Bearer access-2", (await here.GetAsync(Base(server)))!.ToHeaderValue());
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Fact]
    public async Task Without_a_refresh_token_the_session_ends_with_its_access_token()
    {
        await using var server = new LoginServer();
        server.Answer.Remove("refresh_token");
        var (launch, tokens) = await LogInAsync(server, refresh: false);
        var credential = launch.CreateCredential(SmartTokens.Deserialize(tokens.Serialize()));
        var authorization = await credential.GetAsync(Base(server));
        Assert.False(await credential.InvalidateAsync(Base(server), authorization!));
        server.Time.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<FhirLoginRequiredException>(async () => await credential.GetAsync(Base(server)));
        Assert.Single(server.TokenRequests);
    }

    [Fact]
    public async Task Tokens_go_to_their_own_server_alone()
    {
        await using var server = new LoginServer();
        await using var other = new LoginServer();
        var (launch, tokens) = await LogInAsync(server);
        await Assert.ThrowsAsync<ArgumentException>(async () => await launch.CreateCredential(tokens).GetAsync(Base(other)));
        Assert.Throws<ArgumentException>(() => other.Launch().CreateCredential(tokens));
        await Assert.ThrowsAsync<ArgumentException>(() => other.Launch().RevokeAsync(tokens));
    }

    private static Uri Base(LoginServer server) => new(server.BaseUrl.AbsoluteUri + "/");

    private static async Task<(SmartLaunch Launch, SmartTokens Tokens)> LogInAsync(LoginServer server, bool refresh = true)
    {
        if (refresh)
        {
            server.Answer["refresh_token"] = "refresh-1";
        }

        var launch = server.Launch();
        var login = await launch.BeginAsync();
        return (launch, (await launch.CompleteAsync(LoginServer.Callback(login), login.Pending)).Tokens);
    }

    private sealed class Store : IFhirTokenStore
    {
        private SmartTokens? _tokens;

        public List<SmartTokens> Saved { get; } = [];

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource? Gate { get; set; }

        public Exception? Failure { get; set; }

        public async ValueTask SaveAsync(SmartTokens tokens, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await (Gate?.Task ?? Task.CompletedTask);
            if (Failure is not null)
            {
                throw Failure;
            }

            _tokens = tokens;
            Saved.Add(tokens);
        }

        public ValueTask<SmartTokens?> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_tokens);
    }
}
