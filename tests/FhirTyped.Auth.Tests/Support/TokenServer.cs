using System.Collections.Concurrent;
using FhirTyped.TestKit;

namespace FhirTyped.Auth.Tests;

/// <summary>A FHIR server and its token endpoint, at <c>fhir/</c> and <c>token</c>; what it answers is the test's matter.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string Json = "Content-Type: application/json";

    private readonly ConcurrentQueue<RawRequest> _tokenRequests = new();
    private readonly RawServer _server;
    private int _tokens;

    /// <summary>Starts it.</summary>
    /// <param name="token">The answer to a token request; by default a token that lives an hour, each another one.</param>
    /// <param name="other">The answer to anything else; by default smart-configuration, and 404.</param>
    public TokenServer(Func<RawRequest, RawAnswer>? token = null, Func<RawRequest, RawAnswer>? other = null)
    {
        _server = RawServer.Start(request =>
        {
            if (request.Method == "POST" && request.Target.StartsWith("/token", StringComparison.Ordinal))
            {
                _tokenRequests.Enqueue(request);
                return token?.Invoke(request) ?? Token();
            }

            return other?.Invoke(request) ?? (request.Target == "/fhir/.well-known/smart-configuration"
                ? RawAnswer.Of("200 OK", $$"""{ "token_endpoint": "{{TokenEndpoint}}", "issuer": "{{BaseUrl}}" }""", Json)
                : RawAnswer.Of("404 Not Found"));
        });
    }

    /// <summary>The FHIR base address.</summary>
    public Uri BaseUrl => new(_server.Address, "fhir/");

    /// <summary>The token endpoint.</summary>
    public Uri TokenEndpoint => new(_server.Address, "token");

    /// <summary>The token requests that came.</summary>
    public IReadOnlyList<RawRequest> TokenRequests => [.. _tokenRequests];

    /// <summary>All requests that came.</summary>
    public IReadOnlyList<RawRequest> Requests => _server.Requests;

    /// <summary>A token answer; each has another token.</summary>
    public RawAnswer Token(int expiresIn = 3600, string more = "") => RawAnswer.Of(
        "200 OK", $$"""{ "access_token": "token-{{Interlocked.Increment(ref _tokens)}}", "token_type": "bearer", "expires_in": {{expiresIn}}{{more}} }""", Json);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The parameters of a form, decoded.</summary>
    public static Dictionary<string, string> Form(RawRequest request) => request.Text.Split('&').Select(static pair => pair.Split('=', 2))
        .ToDictionary(static pair => Decode(pair[0]), static pair => Decode(pair[1]));

    /// <summary>Form decoding.</summary>
    public static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    /// <summary>A credential with a secret for this server.</summary>
    public ClientCredentialsCredential NewCredential(Action<ClientCredentialsOptions>? configure = null, PlatformDescriptor? platform = null)
    {
        var options = new ClientCredentialsOptions { ClientId = "client", ClientSecret = "secret", TokenEndpoint = TokenEndpoint };
        configure?.Invoke(options);
        return ClientCredentialsCredential.Create(options, platform ?? Platforms.Unknown);
    }
}
