using FhirTyped.R4;
using FhirTyped.TestKit;

namespace FhirTyped.Tests.Resilience;

/// <summary>What becomes of a request whose credential the server does not take, or that cannot be had.</summary>
public sealed class ReauthorizationTests
{
    private const string APatient = """{"resourceType":"Patient","id":"p1"}""";

    [Theory]
    [InlineData(FaultyRequest.Read)]
    [InlineData(FaultyRequest.Create)]
    [InlineData(FaultyRequest.TransactionWithCreate)]
    public async Task RefusedToken_IsReplacedOnce_AndTheRequestSentAgainAsItWas(FaultyRequest kind)
    {
        await using var server = RawServer.Start(static request =>
            request.Header("Authorization").Single() == "Bearer token-1" ? RawAnswer.Of("401 Unauthorized") : RawAnswer.Of("403 Forbidden"));
        var credential = new CountingCredential(mayRenew: true);
        var client = WireClient.WriterOf(server, options => options.Credential = credential);

        await Assert.ThrowsAsync<FhirAuthorizationException>(() => kind.SendAsync(client));

        Assert.Equal(["Bearer token-1", "Bearer token-2"], server.Requests.Select(static request => request.Header("Authorization").Single()));
        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
        Assert.Equal(server.Requests[0].Head.Replace("token-1", "token-2", StringComparison.Ordinal), server.Requests[1].Head);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task ServerThatRefusesEveryToken_IsNotAskedForEver(bool mayRenew, int requests)
    {
        await using var server = RawServer.Start(RawAnswer.Of("401 Unauthorized"));
        var credential = new CountingCredential(mayRenew);
        var client = WireClient.WriterOf(server, options => options.Credential = credential);

        await Assert.ThrowsAsync<FhirAuthorizationException>(() => client.Patient.ReadAsync("p1"));

        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task CredentialThatCannotBeHad_SendsNothing_ForHoweverMany()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", APatient));
        var client = WireClient.WriterOf(server, static options => options.AccessToken = static async _ =>
        {
            await Task.Yield();
            throw new FhirException("no token");
        });

        var errors = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Record.ExceptionAsync(() => client.Patient.ReadAsync("p1")).AsTask()));

        Assert.All(errors, static error => Assert.Equal("no token", Assert.IsType<FhirException>(error).Message));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task CredentialThatDoesNotCome_EndsWithTheTimeOfAllTries()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", APatient));
        var never = new TaskCompletionSource<string?>();
        var client = WireClient.WriterOf(server, options =>
        {
            options.AccessToken = _ => new ValueTask<string?>(never.Task);
            options.Resilience.TotalTimeout = TimeSpan.FromMilliseconds(50);
        });

        await Assert.ThrowsAsync<FhirTimeoutException>(() => client.Patient.ReadAsync("p1"));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task BasicCredential_IsUtf8()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", APatient));
        var client = WireClient.WriterOf(server, static options => options.Credential = FhirCredential.Basic("Aladdin", "öpen+sesame:1"));

        await client.Patient.ReadAsync("p1");

        Assert.Equal("Basic QWxhZGRpbjrDtnBlbitzZXNhbWU6MQ==", server.Requests[0].Header("Authorization").Single());
    }

    [Theory]
    [InlineData("system/Patient.read", true)]
    [InlineData("system/*.rs openid", true)]
    [InlineData("openid fhirUser", true)]
    [InlineData("system/Observation.read", false)]
    [InlineData("system/Patient.s", false)]
    public async Task ScopesThatWereGranted_AreHeldAgainstTheCall(string scope, bool isCovered)
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", APatient));
        var credential = new CountingCredential(mayRenew: false) { Scope = scope };
        var teller = WireClient.WriterOf(server, options => options.Credential = credential);
        var refuser = WireClient.WriterOf(server, options =>
        {
            options.Credential = credential;
            options.GrantedScopes = ScopeHandling.Refuse;
        });

        await teller.Patient.ReadAsync("p1");
        Assert.Single(server.Requests);
        if (isCovered)
        {
            await refuser.Patient.ReadAsync("p1");
            return;
        }

        var error = await Assert.ThrowsAsync<FhirCapabilityException>(() => refuser.Patient.ReadAsync("p1"));
        Assert.Equal("FHT1301", Assert.Single(error.Verdicts).Id);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task BothWaysOfAuthenticating_AreAnError()
    {
        await using var server = RawServer.Start(RawAnswer.Of("200 OK", APatient));

        var error = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => WireClient.WriterOf(server, static options =>
        {
            options.Credential = FhirCredential.Token("planted");
            options.AccessToken = static _ => new("planted");
        }));

        Assert.Contains("exactly one way", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class CountingCredential(bool mayRenew) : FhirCredential
    {
        private int _tokens = 1;

        public override string Kind => "counting";

        public string? Scope { get; init; }

        public override ValueTask<FhirAuthorization?> GetAsync(Uri baseUrl, CancellationToken cancellationToken = default) =>
            new(new FhirAuthorization("Bearer", "token-" + _tokens) { Scope = Scope });

        public override ValueTask<bool> InvalidateAsync(Uri baseUrl, FhirAuthorization refused, CancellationToken cancellationToken = default)
        {
            _tokens++;
            return new(mayRenew);
        }
    }
}
