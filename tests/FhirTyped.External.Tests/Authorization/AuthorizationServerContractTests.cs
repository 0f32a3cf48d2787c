using System.Text.Json;
using FhirTyped.Auth;
using FhirTyped.Capabilities;
using Microsoft.Extensions.Time.Testing;

namespace FhirTyped.External.Tests;

/// <summary>
/// What FhirTyped.Auth and an authorization server owe each other, whoever wrote the server: it knows the clients of <see cref="ContractClients"/>, logs a user in without asking,
/// with a patient in the context, and gives tokens that live less than an hour.
/// </summary>
public abstract class AuthorizationServerContractTests
{
    private static readonly PlatformDescriptor Platform = new(new PlatformManifest { Id = "contract", ClassName = "Contract", Name = "Contract" });

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly RecordingHandler _http = new();

    /// <summary>The FHIR base address; skips the test where there is no server.</summary>
    protected abstract Uri BaseUrl { get; }

    /// <summary>Whether the server refuses an assertion whose <c>jti</c> it has seen.</summary>
    protected virtual bool RefusesReplay => true;

    [Theory]
    [InlineData(ContractClients.BackendRs384)]
    [InlineData(ContractClients.BackendEs384)]
    public async Task Backend_services_get_a_token(string client)
    {
        var authorization = await Backend(client).GetAsync(BaseUrl);
        Assert.StartsWith("Bearer ", authorization!.ToHeaderValue(), StringComparison.Ordinal);
        Assert.Equal("system/Observation.rs system/Patient.rs", InOrder(authorization.Scope));
        Assert.InRange(authorization.ExpiresAt!.Value, _time.GetUtcNow(), _time.GetUtcNow().AddHours(1));
    }

    [Fact]
    public async Task An_assertion_serves_once()
    {
        Assert.SkipUnless(RefusesReplay, "This server does not remember assertions.");
        await Backend(ContractClients.BackendEs384).GetAsync(BaseUrl);
        var (address, body) = Assert.Single(_http.Posts);
        using var http = new HttpClient();
        using var again = await http.PostAsync(address, new StringContent(body, null, "application/x-www-form-urlencoded"));
        Assert.InRange((int)again.StatusCode, 400, 401);
        Assert.Equal("invalid_client", JsonDocument.Parse(await again.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Another_clients_key_is_refused()
    {
        var error = await Assert.ThrowsAsync<FhirTokenException>(async () => await Backend(ContractClients.BackendRs384, ContractClients.Es384).GetAsync(BaseUrl));
        Assert.Equal("invalid_client", error.Error);
    }

    [Theory]
    [InlineData(ContractClients.MachineBasic, ClientSecretTransport.Basic)]
    [InlineData(ContractClients.MachinePost, ClientSecretTransport.Body)]
    public async Task A_secret_of_every_kind_of_letter_is_understood(string client, ClientSecretTransport transport)
    {
        Assert.NotNull(await Machine(client, transport, ContractClients.Secret).GetAsync(BaseUrl));
        var error = await Assert.ThrowsAsync<FhirTokenException>(async () => await Machine(client, transport, "another").GetAsync(BaseUrl));
        Assert.Equal("invalid_client", error.Error);
    }

    [Fact]
    public async Task Sixty_four_callers_are_one_token_request()
    {
        var credential = Backend(ContractClients.BackendEs384);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => (await credential.GetAsync(BaseUrl))!.ToHeaderValue())));
        Assert.Single(tokens.Distinct());
        Assert.Single(_http.Posts);
    }

    [Theory]
    [InlineData(ContractClients.AppPublic)]
    [InlineData(ContractClients.AppSecret)]
    [InlineData(ContractClients.AppKey)]
    public async Task A_user_logs_in(string client)
    {
        var launch = Launch(client);
        var (callback, pending) = await LogInAsync(launch);

        // RFC 9207: who answers says who it is.
        Assert.Contains("iss=" + Uri.EscapeDataString((await ConfigurationAsync()).GetProperty("issuer").GetString()!), callback.Query, StringComparison.OrdinalIgnoreCase);
        var session = await launch.CompleteAsync(callback, pending);
        Assert.NotEmpty(session.PatientId!);
        Assert.NotEmpty(session.Subject!);
        Assert.Contains("/", session.FhirUser, StringComparison.Ordinal);
        Assert.Contains("patient/Patient.rs", session.Scope!.Split(' '));
        Assert.True(session.Tokens.HasRefreshToken);
        Assert.NotNull(await launch.CreateCredential(session.Tokens).GetAsync(BaseUrl));
    }

    [Fact]
    public async Task Without_a_code_challenge_there_is_no_login()
    {
        var login = await Launch(ContractClients.AppPublic).BeginAsync();
        var bare = string.Join('&', login.Address.Query.TrimStart('?').Split('&').Where(static part => !part.StartsWith("code_challenge", StringComparison.Ordinal)));
        using var browser = new Browser();
        var callback = await browser.FollowAsync(new Uri(login.Address, "?" + bare), ContractClients.RedirectUri);
        Assert.Contains("error=invalid_request", callback.Query, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<SmartLoginException>(() => Launch(ContractClients.AppPublic).CompleteAsync(callback, login.Pending));
        Assert.Equal("invalid_request", error.Error);
    }

    [Fact]
    public async Task Another_verifier_gets_no_token()
    {
        var launch = Launch(ContractClients.AppPublic);
        var (callback, pending) = await LogInAsync(launch);
        var other = (await launch.BeginAsync()).Pending;
        var text = pending.Serialize().Replace(Verifier(pending), Verifier(other), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<FhirTokenException>(() => launch.CompleteAsync(callback, PendingLogin.Deserialize(text)));
        Assert.Equal("invalid_grant", error.Error);

        static string Verifier(PendingLogin login) => JsonDocument.Parse(login.Serialize()).RootElement.GetProperty("CodeVerifier").GetString()!;
    }

    [Fact]
    public async Task A_code_serves_once()
    {
        var launch = Launch(ContractClients.AppPublic);
        var (callback, pending) = await LogInAsync(launch);
        await launch.CompleteAsync(callback, pending);
        Assert.Equal("invalid_grant", (await Assert.ThrowsAsync<FhirTokenException>(() => launch.CompleteAsync(callback, pending))).Error);
    }

    [Theory]
    [InlineData(ContractClients.AppPublic)]
    [InlineData(ContractClients.AppSecret)]
    public async Task Refresh_tokens_rotate_and_a_second_use_ends_the_session(string client)
    {
        var (launch, session) = await SessionAsync(client);
        var store = new Store();
        var credential = launch.CreateCredential(session.Tokens, store);
        _time.Advance(TimeSpan.FromHours(1));
        var tokens = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => (await credential.GetAsync(BaseUrl))!.ToHeaderValue())));
        Assert.Single(tokens.Distinct());
        var saved = Assert.Single(store.Saved);

        // A thief who comes later with the old one is noticed, and nobody has a session any more.
        await Assert.ThrowsAsync<FhirLoginRequiredException>(async () => await launch.CreateCredential(session.Tokens).GetAsync(BaseUrl));
        _time.Advance(TimeSpan.FromHours(1));
        var error = await Assert.ThrowsAsync<FhirLoginRequiredException>(async () => await launch.CreateCredential(saved).GetAsync(BaseUrl));
        Assert.Equal("invalid_grant", error.Error);
    }

    [Fact]
    public async Task What_is_revoked_is_not_active_and_refreshes_nothing()
    {
        var (launch, session) = await SessionAsync(ContractClients.AppSecret);
        var before = await launch.IntrospectAsync(session.Tokens);
        Assert.True(before.IsActive);
        Assert.Equal(ContractClients.AppSecret, before.ClientId);
        Assert.Contains("patient/Patient.rs", before.Scope!.Split(' '));
        await launch.RevokeAsync(session.Tokens);
        Assert.False((await launch.IntrospectAsync(session.Tokens)).IsActive);
        _time.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<FhirLoginRequiredException>(async () => await launch.CreateCredential(session.Tokens).GetAsync(BaseUrl));

        // RFC 7009: what is not there is revoked.
        await launch.RevokeAsync(session.Tokens);
    }

    [Fact]
    public async Task The_servers_keys_are_public()
    {
        using var http = new HttpClient();
        var jwks = JsonDocument.Parse(await http.GetStringAsync((await ConfigurationAsync()).GetProperty("jwks_uri").GetString()));
        Assert.All(jwks.RootElement.GetProperty("keys").EnumerateArray(), static key => Assert.DoesNotContain("d", key.EnumerateObject().Select(static field => field.Name)));
    }

    private static string InOrder(string? scope) => string.Join(' ', scope!.Split(' ').Order(StringComparer.Ordinal));

    private ClientCredentialsCredential Backend(string client, SmartSigningKey? key = null)
    {
        var options = new BackendServicesOptions
        {
            ClientId = client,
            SigningKey = key ?? (client == ContractClients.BackendRs384 ? ContractClients.Rs384 : ContractClients.Es384),
            BackchannelHttpHandler = _http,
            TimeProvider = _time,
            Scopes = { "system/Patient.rs", "system/Observation.rs" },
        };
        return ClientCredentialsCredential.Create(options, Platform);
    }

    private ClientCredentialsCredential Machine(string client, ClientSecretTransport transport, string secret)
    {
        var options = new ClientCredentialsOptions
        {
            ClientId = client, ClientSecret = secret, SecretTransport = transport, BackchannelHttpHandler = _http, TimeProvider = _time, Scopes = { "system/Patient.rs" },
        };
        return ClientCredentialsCredential.Create(options, Platform);
    }

    private SmartLaunch Launch(string client)
    {
        var options = new SmartLaunchOptions
        {
            ClientId = client,
            ClientSecret = client == ContractClients.AppSecret ? ContractClients.Secret : null,
            SigningKey = client == ContractClients.AppKey ? ContractClients.Es384 : null,
            RedirectUri = ContractClients.RedirectUri,
            TimeProvider = _time,
            Scopes = { "openid", "fhirUser", "offline_access", "launch/patient", "patient/Patient.rs" },
        };
        return new SmartLaunch(options, BaseUrl, Platform);
    }

    private static async Task<(Uri Callback, PendingLogin Pending)> LogInAsync(SmartLaunch launch)
    {
        var login = await launch.BeginAsync();
        using var browser = new Browser();
        return (await browser.FollowAsync(login.Address, ContractClients.RedirectUri), login.Pending);
    }

    private async Task<(SmartLaunch Launch, SmartSession Session)> SessionAsync(string client)
    {
        var launch = Launch(client);
        var (callback, pending) = await LogInAsync(launch);
        return (launch, await launch.CompleteAsync(callback, pending));
    }

    private async Task<JsonElement> ConfigurationAsync()
    {
        using var http = new HttpClient();
        return JsonDocument.Parse(await http.GetStringAsync(new Uri(BaseUrl, ".well-known/smart-configuration"))).RootElement;
    }

    private sealed class Store : IFhirTokenStore
    {
        public List<SmartTokens> Saved { get; } = [];

        public ValueTask SaveAsync(SmartTokens tokens, CancellationToken cancellationToken)
        {
            Saved.Add(SmartTokens.Deserialize(tokens.Serialize()));
            return ValueTask.CompletedTask;
        }
    }
}
