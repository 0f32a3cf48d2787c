using System.Collections.Concurrent;
using System.Net;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway.Tests.Login;

/// <summary>The whole way, logged at the lowest level: nothing by which somebody could be somebody else stands in it.</summary>
public sealed class NothingSecretIsLoggedTests
{
    [Fact]
    public async Task No_token_code_state_or_cookie_is_logged_at_Trace()
    {
        var clock = new ShiftedClock();
        using var logs = new KeptLogs();
        await using var idp = new IdentityProvider();
        await using var hospital = await Hospital.StartAsync(clock: clock);
        var stores = new GatewayStores(clock);
        await using var node = await GatewayNode.StartAsync(
            stores, [hospital], options => (options.Callers.Authority, options.Sessions.IdleTimeout) = (new Uri(idp.Issuer), TimeSpan.FromHours(12)), logs: logs);
        using var browser = new Browser(node);
        var secrets = new List<string> { Hospital.Secret };

        var authorize = await browser.BeginAsync();
        secrets.Add(browser.Session!);
        secrets.Add(HttpUtility.ParseQueryString(authorize.Query)["nonce"]!);
        var callback = await browser.ConsentAsync(authorize);
        secrets.Add(HttpUtility.ParseQueryString(callback.Query)["code"]!);
        secrets.Add(HttpUtility.ParseQueryString(callback.Query)["state"]!);
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync(callback.AbsoluteUri)).Status);
        secrets.Add(browser.Session!);
        await AddTokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, (await browser.ReadAsync("/test/epic/Patient/p1")).Status);
        await AddTokensAsync();

        // Also what is refused.
        using var other = new Browser(node) { Session = Plant("cookie-value-that-was-planted-0000000000000000") };
        await other.ReadAsync("/oauth/callback?code=" + Plant("planted-code") + "&state=" + Plant("planted-state") + "&error=" + Plant("planted-error"));
        await other.ReadAsync("/auth/epic/launch?launch=" + Plant("planted-launch") + "&iss=" + hospital.Sandbox.BaseUrl.AbsoluteUri);
        await other.ReadAsync("/auth/epic/login?return=https://" + Plant("planted-return"));
        foreach (var token in new[] { idp.Token(node.Address), idp.Token(node.Address, change: static claims => claims["aud"] = "other"), Plant("planted-token") })
        {
            secrets.Add(token);
            await browser.PostAsync("/auth/epic/logout", ("Authorization", "Bearer " + token));
        }

        await browser.PostAsync("/auth/logout", ("X-Requested-With", "x"));
        Assert.Contains(logs.All, static line => line.Contains("Connected", StringComparison.Ordinal));
        Assert.Contains(logs.All, static line => line.Contains("LoginUnknown", StringComparison.Ordinal));
        Assert.True(secrets.Count > 15);
        Assert.All(secrets, secret => Assert.DoesNotContain(logs.All, line => line.Contains(secret, StringComparison.Ordinal)));

        string Plant(string value)
        {
            secrets.Add(value);
            return value;
        }

        async Task AddTokensAsync()
        {
            var id = SessionIdentity.IdOfSecret(browser.Session)!;
            var session = (await stores.Sessions.GetAsync(id))!;
            var content = new ConnectionSealer(stores.Sealer).TryOpen(session, "epic", session.Connections["epic"], out _)!;
            var json = System.Text.Json.Nodes.JsonNode.Parse(content.Tokens)!.AsObject();
            secrets.AddRange(json.Where(static one => one.Key.EndsWith("Token", StringComparison.OrdinalIgnoreCase)).Select(static one => (string)one.Value!));
        }
    }

    private sealed class KeptLogs : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> All => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _lines.Enqueue(Text(state));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception) + "\n" + Text(state) + "\n" + exception);

        public void Dispose()
        {
        }

        private static string Text<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join('\n', pairs.Select(static pair => pair.Key + "=" + pair.Value)) : state + "";
    }
}
