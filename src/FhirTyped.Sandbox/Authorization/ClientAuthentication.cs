using System.Security.Cryptography;
using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>Finds out which client sends a request (RFC 6749, section 2.3), by one of the ways that the platform takes.</summary>
internal sealed class ClientAuthentication(ClientRegistry registry, ClientAssertions assertions, CapabilityJudge judge)
{
    private const string Basic = "Basic ";
    private const string Unproven = "The client is not known, or not proven.";

    /// <summary>The client, which has proven who it is, or is public.</summary>
    /// <exception cref="OAuthException">It is not known, or has not proven it.</exception>
    public async Task<SandboxOAuthClient> AuthenticateAsync(OAuthRequest request)
    {
        var isBasic = request.Authorization is not null;
        var (hasSecret, hasAssertion) = (request["client_secret"] is not null, request["client_assertion"] is not null || request["client_assertion_type"] is not null);
        return (isBasic, hasSecret, hasAssertion) switch
        {
            (true, false, false) => BySecret("client_secret_basic", ReadBasic(request)),
            (false, true, false) => BySecret("client_secret_post", (request.Required("client_id"), request.Required("client_secret"))),
            (false, false, true) => await ByAssertionAsync(request).ConfigureAwait(false),
            (false, false, false) => ById(request.Required("client_id")),
            _ => throw new OAuthException(OAuthException.InvalidRequest, "The client authenticates in two ways at once."),
        };
    }

    private static (string Id, string Secret) ReadBasic(OAuthRequest request)
    {
        var header = request.Authorization!;
        var bytes = new byte[header.Length];
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length)
            || Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var id, var secret])
        {
            throw new OAuthException(OAuthException.InvalidClient, "The header Authorization is not of the scheme Basic, or not well written.");
        }

        // Both are form-encoded first (RFC 6749, section 2.3.1), so that a colon in an id is none.
        id = OAuthRequest.Decode(id);
        return request["client_id"] is { } other && other != id
            ? throw new OAuthException(OAuthException.InvalidRequest, "The client_id is not that of the header Authorization.")
            : (id, OAuthRequest.Decode(secret));
    }

    private SandboxOAuthClient BySecret(string method, (string Id, string Secret) sent)
    {
        var client = registry.Find(sent.Id);
        if (client?.Secret is not { } secret || !CryptographicOperations.FixedTimeEquals(Hash(secret), Hash(sent.Secret)))
        {
            throw new OAuthException(OAuthException.InvalidClient, Unproven);
        }

        ThrowIfNotTaken(method);
        return client;
    }

    private async Task<SandboxOAuthClient> ByAssertionAsync(OAuthRequest request)
    {
        if (request["client_assertion_type"] != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        {
            throw new OAuthException(OAuthException.InvalidRequest, "The client_assertion_type is not urn:ietf:params:oauth:client-assertion-type:jwt-bearer.");
        }

        ThrowIfNotTaken("private_key_jwt");
        var id = await assertions.ValidateAsync(request.Required("client_assertion")).ConfigureAwait(false);
        return request["client_id"] is { } other && other != id
            ? throw new OAuthException(OAuthException.InvalidRequest, "The client_id is not that of the assertion.")
            : registry.Find(id)!;
    }

    private SandboxOAuthClient ById(string id) => registry.Find(id) is { } client && registry.IsPublic(client)
        ? client
        : throw new OAuthException(OAuthException.InvalidClient, Unproven);

    private void ThrowIfNotTaken(string method)
    {
        if (judge.JudgeClientAuthentication(method) is { IsSupported: false } verdict)
        {
            throw new OAuthException(OAuthException.InvalidClient, verdict.Message);
        }
    }

    // Of one length, so that the time of comparing tells nothing of the secret's.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
