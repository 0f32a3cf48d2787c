using FhirTyped.Capabilities;
using FhirTyped.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Auth.Tests;

/// <summary>A server, its one way of authenticating, and a request that carries it.</summary>
public class RegistrationTests
{
    private const string Patient = """{ "resourceType": "Patient", "id": "p1" }""";

    [Fact]
    public async Task Requests_carry_the_token_of_backend_services()
    {
        TokenServer server = null!;
        await using var _ = server = new TokenServer(null, request => request.Target.EndsWith("smart-configuration", StringComparison.Ordinal)
            ? RawAnswer.Of("200 OK", $$"""{ "token_endpoint": "{{server.TokenEndpoint}}" }""", TokenServer.Json)
            : RawAnswer.Of("200 OK", Patient));
        var services = new ServiceCollection();
        services.AddFhirPlatform<ClinicPlatform>(options => options.BaseUrl = server.BaseUrl).AddBackendServices(options => (options.ClientId, options.SigningKey) = ("client", TestKeys.RsaKey));
        await using var provider = services.BuildServiceProvider();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => provider.GetRequiredService<ClinicPlatform>().Patient.ReadAsync("p1")));
        Assert.Single(server.TokenRequests);
        var reads = server.Requests.Where(static request => request.Target == "/fhir/Patient/p1").ToList();
        Assert.Equal(64, reads.Count);
        Assert.All(reads, static request => Assert.Equal("Bearer token-1", Assert.Single(request.Header("Authorization"))));
        Assert.Equal("backend_services", provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get("clinic").Credential!.ToString());
    }

    [Fact]
    public async Task Basic_and_token_go_as_they_are()
    {
        await using var server = new TokenServer(null, static _ => RawAnswer.Of("200 OK", Patient));
        var services = new ServiceCollection();
        services.AddFhirPlatform<ClinicPlatform>("north", options => options.BaseUrl = server.BaseUrl).AddBasic("user", "pässword");
        services.AddFhirPlatform<ClinicPlatform>("south", options => options.BaseUrl = server.BaseUrl).AddToken("fixed");
        services.AddFhirPlatform<ClinicPlatform>("west", options => options.BaseUrl = server.BaseUrl).AddCredential(static _ => FhirCredential.Token("own"));
        await using var provider = services.BuildServiceProvider();
        foreach (var name in (string[])["north", "south", "west"])
        {
            await provider.GetRequiredKeyedService<ClinicPlatform>(name).Patient.ReadAsync("p1");
        }

        Assert.Equal(["Basic dXNlcjpww6Rzc3dvcmQ=", "Bearer fixed", "Bearer own"], server.Requests.SelectMany(static request => request.Header("Authorization")));
    }

    [Fact]
    public void A_second_way_is_an_error_that_names_both()
    {
        var services = new ServiceCollection();
        var builder = services.AddFhirPlatform<ClinicPlatform>().AddBasic("user", "pl4nted");
        var error = Assert.Throws<InvalidOperationException>(() => builder.AddToken("pl4nted"));
        Assert.Contains("AddBasic and AddToken", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);

        // Another server is another matter.
        services.AddFhirPlatform<ClinicPlatform>("north").AddToken("other");
    }

    [Fact]
    public void A_credential_of_the_options_is_a_second_way()
    {
        var problem = Problem(builder => builder.AddToken("pl4nted"), static options => options.Credential = FhirCredential.Basic("user", "pl4nted"));
        Assert.Contains("AddToken", problem, StringComparison.Ordinal);
        Assert.Contains("basic", problem, StringComparison.Ordinal);

        // Whoever comes later takes the place of nobody.
        var later = Problem(builder =>
        {
            builder.AddToken("pl4nted");
            builder.Services.Configure<FhirPlatformOptions>("clinic", static options => options.Credential = FhirCredential.Basic("user", "pl4nted"));
        });
        Assert.Contains("AddToken", later, StringComparison.Ordinal);
        Assert.Contains("basic", later, StringComparison.Ordinal);
        Assert.Contains("AccessToken", Problem(builder => builder.AddToken("pl4nted"), static options => options.AccessToken = static _ => ValueTask.FromResult<string?>("pl4nted")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "key", "ClientId is empty")]
    [InlineData("client", null, "exactly one of SigningKey and SigningKeyFile")]
    [InlineData("client", "file", "exactly one of SigningKey and SigningKeyFile")]
    public void Options_that_lack_something_fail_at_start(string id, string? key, string words) => Assert.Contains(words, Problem(builder => builder.AddBackendServices(options =>
    {
        options.ClientId = id;
        options.SigningKey = key is null ? null : TestKeys.RsaKey;
        options.SigningKeyFile = key == "file" ? "pl4nted.pem" : null;
    })), StringComparison.Ordinal);

    public static TheoryData<Action<ClientCredentialsOptions>, string> Wrong { get; } = new()
    {
        { static options => options.ClientSecret = null, "is needed" },
        { static options => options.ClientSecret = "", "empty" },
        { static options => options.ClientSecretFile = "pl4nted", "both set" },
        { static options => (options.ClientSecret, options.ClientSecretFile) = (null, "/pl4nted"), "does not exist" },
        { static options => options.TokenEndpoint = new Uri("http://idp.example.org/"), "TokenEndpoint is neither https" },
        { static options => options.TokenEndpoint = new Uri("https://user:pl4nted@idp.example.org/"), "TokenEndpoint names a user" },
        { static options => options.Timeout = TimeSpan.Zero, "Timeout" },
        { static options => options.Scopes.Add("a pl4nted"), "Scopes[0]" },
        { static options => options.Scopes.Add(""), "Scopes[0]" },
        { static options => options.SecretTransport = (ClientSecretTransport)7, "SecretTransport" },
        { static options => options.BackchannelHttpHandler = new SocketsHttpHandler(), "follows redirects" },
        { static options => options.BackchannelHttpHandler = new HttpClientHandler(), "follows redirects" },
        { static options => { options.Scopes.Add("system/Patient.read"); options.Scopes.Add("system/Patient.rs"); }, "FHT1303" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_at_start(Action<ClientCredentialsOptions> change, string words) => Assert.Contains(words, Problem(builder => builder.AddClientCredentials(options =>
    {
        (options.ClientId, options.ClientSecret) = ("client", "pl4nted");
        change(options);
    })), StringComparison.Ordinal);

    [Fact]
    public void The_judge_is_asked_whether_the_platform_takes_it()
    {
        var options = new ClientCredentialsOptions { ClientId = "client", ClientSecret = "pl4nted", SecretTransport = ClientSecretTransport.Basic };
        var keysOnly = Platforms.With(new PlatformOAuth { TokenEndpointAuthenticationMethods = new((string[])["private_key_jwt"]) });
        var error = Assert.Throws<OptionsValidationException>(() => ClientCredentialsCredential.Create(options, keysOnly));
        Assert.StartsWith("FHT1308: ", error.Message, StringComparison.Ordinal);

        options.Scopes.Add("system/Patient.rs");
        var old = Platforms.With(new PlatformOAuth { ScopeVersions = new((string[])["v1"]) });
        Assert.StartsWith("FHT1303: ", Assert.Throws<OptionsValidationException>(() => ClientCredentialsCredential.Create(options, old)).Message, StringComparison.Ordinal);
    }

    private static string Problem(Action<IFhirPlatformBuilder> add, Action<FhirPlatformOptions>? configure = null)
    {
        var services = new ServiceCollection();
        add(services.AddFhirPlatform<ClinicPlatform>(options => configure?.Invoke(options)));
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
        return error.Message;
    }
}
