using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Auth.Tests;

/// <summary>Who the user is, is believed of a token that the right server signed for this client and this login.</summary>
public class IdTokenTests
{
    private static readonly RSA Foreign = RSA.Create(2048);

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task A_right_one_says_who_the_user_is(string algorithm)
    {
        var session = await LogInAsync((server, nonce) => server.IdToken(nonce, null, LoginServer.Credentials(algorithm)));
        Assert.Equal(("Practitioner/1", "u1"), (session.FhirUser, session.Subject));
    }

    public static TheoryData<string, Func<LoginServer, string, string>, string> Refused => new()
    {
        { "issuer", static (server, nonce) => server.IdToken(nonce, static claims => claims["iss"] = "https://evil.example.org"), "another issuer" },
        { "issuer with a slash more", static (server, nonce) => server.IdToken(nonce, claims => claims["iss"] = server.Issuer + "/"), "another issuer" },
        { "no issuer", static (server, nonce) => server.IdToken(nonce, static claims => claims.Remove("iss")), "another issuer" },
        { "audience", static (server, nonce) => server.IdToken(nonce, static claims => claims["aud"] = "other"), "another client" },
        { "no audience", static (server, nonce) => server.IdToken(nonce, static claims => claims.Remove("aud")), "another client" },
        { "authorized party", static (server, nonce) => server.IdToken(nonce, static claims => claims["azp"] = "other"), "another client" },
        { "expired", static (server, nonce) => server.IdToken(nonce, claims => claims["exp"] = server.Time.GetUtcNow().AddSeconds(-61).ToUnixTimeSeconds()), "not valid at this time" },
        { "without end", static (server, nonce) => server.IdToken(nonce, static claims => claims.Remove("exp")), "not valid at this time" },
        { "of the future", static (server, nonce) => server.IdToken(nonce, claims => claims["nbf"] = server.Time.GetUtcNow().AddSeconds(120).ToUnixTimeSeconds()), "not valid at this time" },
        { "nonce of another login", static (server, _) => server.IdToken("pl4nted"), "nonce" },
        { "no nonce", static (server, _) => server.IdToken(null), "nonce" },
        { "foreign key", static (server, nonce) => server.IdToken(nonce, null, LoginServer.Credentials(SecurityAlgorithms.RsaSha256, Foreign)), "signature" },
        { "not signed", static (server, nonce) => Unsigned(server.IdToken(nonce)), "refused" },
        { "changed", static (server, nonce) => Changed(server.IdToken(nonce)), "refused" },
        { "secret as key", static (server, nonce) => server.IdToken(nonce, null, new SigningCredentials(new SymmetricSecurityKey(new byte[32]) { KeyId = "server" }, SecurityAlgorithms.HmacSha256)), "refused" },
        { "no token", static (_, _) => "pl4nted", "refused" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Any_other_is_refused(string name, Func<LoginServer, string, string> make, string words)
    {
        _ = name;
        var error = await Assert.ThrowsAsync<SmartLoginException>(() => LogInAsync(make));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Granted_openid_without_an_id_token_is_refused_and_openid_that_was_not_granted_is_no_user()
    {
        await Assert.ThrowsAsync<SmartLoginException>(() => LogInAsync(static (_, _) => null, "openid patient/Patient.rs"));
        Assert.Null((await LogInAsync(static (_, _) => null, "patient/Patient.rs")).FhirUser);
    }

    [Fact]
    public async Task Without_an_issuer_or_keys_nothing_is_believed()
    {
        foreach (var missing in (string[])["issuer", "jwks_uri"])
        {
            await Assert.ThrowsAsync<SmartLoginException>(() => LogInAsync(static (server, nonce) => server.IdToken(nonce), null, configuration => configuration.Remove(missing)));
        }

        var error = await Assert.ThrowsAsync<SmartLoginException>(() => LogInAsync(
            static (server, nonce) => server.IdToken(nonce), null, static configuration => configuration["jwks_uri"] = configuration["token_endpoint"]));
        Assert.Contains("keys", error.Message, StringComparison.Ordinal);
    }

    private static async Task<SmartSession> LogInAsync(Func<LoginServer, string, string?> idToken, string? scope = null, Action<Dictionary<string, object>>? configure = null)
    {
        await using var server = new LoginServer { Configure = configure };
        var launch = server.Launch(static options => options.Scopes.Add("openid"));
        var login = await launch.BeginAsync();
        var nonce = login.Address.Query.Split('&').Single(static part => part.StartsWith("nonce=", StringComparison.Ordinal))["nonce=".Length..];
        if (idToken(server, nonce) is { } token)
        {
            server.Answer["id_token"] = token;
        }

        if (scope is not null)
        {
            server.Answer["scope"] = scope;
        }

        return await launch.CompleteAsync(LoginServer.Callback(login), login.Pending);
    }

    private static string Unsigned(string token) =>
        Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes("""{ "alg": "none", "typ": "JWT" }""")) + "." + token.Split('.')[1] + ".";

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("Practitioner/1", "Practitioner/2", StringComparison.Ordinal);
        return parts[0] + "." + Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(claims)) + "." + parts[2];
    }
}
