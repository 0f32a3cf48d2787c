using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace FhirTyped.Sandbox.Tests.Authorization;

/// <summary>An app that is launched by hand: what it sends, and what comes back to its redirect_uri.</summary>
internal sealed class AppLaunch(FhirSandbox sandbox, HttpClient http, string clientId = "app")
{
    public const string RedirectUri = "https://app.example/callback?tenant=1";

    public string Verifier { get; set; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public string Challenge => ClientKey.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>What the app sends by default, changed: a null takes a parameter away.</summary>
    public string Parameters(string scope, params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = clientId,
            ["redirect_uri"] = RedirectUri,
            ["scope"] = scope,
            ["state"] = "st/ate=1",
            ["aud"] = sandbox.BaseUrl.AbsoluteUri,
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
            ["nonce"] = "n-1",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return SmartHttp.Form([.. parameters.Where(static one => one.Value is not null).Select(static one => (one.Key, one.Value!))]);
    }

    public async Task<HttpResponseMessage> AuthorizeAsync(string scope, params (string Name, string? Value)[] changes) =>
        await http.GetAsync(new Uri(await http.EndpointAsync("authorization_endpoint") + "?" + Parameters(scope, changes)));

    /// <summary>The parameters that come back; the answer must lead to the redirect_uri.</summary>
    public static Dictionary<string, string> Callback(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var location = response.Headers.Location!.OriginalString;
        Assert.StartsWith(RedirectUri + "&", location, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(location[(RedirectUri.Length + 1)..]);
        return query.AllKeys.ToDictionary(static key => key!, key => query[key]!, StringComparer.Ordinal);
    }

    public async Task<string> CodeAsync(string scope, params (string Name, string? Value)[] changes)
    {
        using var response = await AuthorizeAsync(scope, changes);
        var callback = Callback(response);
        return callback.TryGetValue("code", out var code) ? code : throw new InvalidOperationException(string.Join(' ', callback.Values));
    }

    public async Task<SmartAnswer> ExchangeAsync(string code, string? verifier = null, string redirectUri = RedirectUri, string? authorization = null) => await http.PostFormAsync(
        await http.EndpointAsync("token_endpoint"),
        SmartHttp.Form([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectUri), ("code_verifier", verifier ?? Verifier),
            .. authorization is null ? [("client_id", clientId)] : Array.Empty<(string, string)>()]),
        authorization);

    public async Task<SmartAnswer> LoginAsync(string scope, params (string Name, string? Value)[] changes) => await ExchangeAsync(await CodeAsync(scope, changes));

    public async Task<SmartAnswer> RefreshAsync(string token, string? scope = null) => await http.PostFormAsync(
        await http.EndpointAsync("token_endpoint"),
        SmartHttp.Form([("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", clientId), .. scope is null ? [] : new[] { ("scope", scope) }]));

    public static SandboxAuthorization Registered(SandboxLaunch? automatic = null, string scopes = "", string id = "app") => new()
    {
        Clients = { new() { Id = id, Scopes = scopes, RedirectUris = { RedirectUri } } },
        AutomaticApproval = automatic ?? new() { PatientId = "p1" },
    };
}
