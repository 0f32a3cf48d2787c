using Microsoft.IdentityModel.Tokens;

namespace FhirTyped.Sandbox;

/// <summary>The registered clients with their keys. What is wrong with a registration is said when the sandbox starts.</summary>
internal sealed class ClientRegistry
{
    private readonly Dictionary<string, (SandboxOAuthClient Client, IReadOnlyList<JsonWebKey> Keys)> _clients = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A registration is wrong.</exception>
    public ClientRegistry(IEnumerable<SandboxOAuthClient> clients)
    {
        foreach (var client in clients)
        {
            ArgumentNullException.ThrowIfNull(client);
            if (string.IsNullOrEmpty(client.Id) || !_clients.TryAdd(client.Id, (client, KeysOf(client))))
            {
                throw new ArgumentException("A client has no id, or the id of another one: '" + client.Id + "'.", nameof(clients));
            }
        }
    }

    /// <summary>The client of an id, or null.</summary>
    public SandboxOAuthClient? Find(string id) => _clients.TryGetValue(id, out var found) ? found.Client : null;

    /// <summary>Whether a client has neither a secret nor keys, and so can prove nothing.</summary>
    public bool IsPublic(SandboxOAuthClient client) => client.Secret is null && _clients[client.Id].Keys.Count == 0;

    /// <summary>The keys of a client with a <c>kid</c> that fit an algorithm.</summary>
    public IReadOnlyList<JsonWebKey> KeysOf(string clientId, string keyId, string algorithm) => _clients.TryGetValue(clientId, out var found)
        ? [.. found.Keys.Where(key => key.Kid == keyId && key.Kty == TypeOf(algorithm) && (string.IsNullOrEmpty(key.Alg) || key.Alg == algorithm))]
        : [];

    private static string TypeOf(string algorithm) =>
        algorithm.StartsWith("ES", StringComparison.Ordinal) ? JsonWebAlgorithmsKeyTypes.EllipticCurve : JsonWebAlgorithmsKeyTypes.RSA;

    private static IReadOnlyList<JsonWebKey> KeysOf(SandboxOAuthClient client)
    {
        if (client.PublicKeys is not { } text)
        {
            return [];
        }

        IList<JsonWebKey> keys;
        try
        {
            keys = JsonWebKeySet.Create(text).Keys;
        }
        catch (Exception exception) when (exception is ArgumentException or System.Text.Json.JsonException)
        {
            throw new ArgumentException("The public keys of the client '" + client.Id + "' are no JWKS.", nameof(client), exception);
        }

        return keys.Count == 0 || keys.Any(static key => string.IsNullOrEmpty(key.Kid) || key.Kty is not (JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve))
            ? throw new ArgumentException("The public keys of the client '" + client.Id + "' hold none, or one without a kid, or one that is neither RSA nor EC.", nameof(client))
            : keys.Any(static key => key.HasPrivateKey)
            ? throw new ArgumentException("The public keys of the client '" + client.Id + "' hold a private key: register its public part.", nameof(client))
            : [.. keys];
    }
}
