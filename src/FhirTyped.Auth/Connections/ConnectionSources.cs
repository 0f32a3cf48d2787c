using Microsoft.Extensions.Configuration;

namespace FhirTyped.Auth;

/// <summary>Reads a connection's parts from where they stand.</summary>
internal static class ConnectionSources
{
    private const string Scheme = "fhir://";
    private const string LoopbackScheme = "fhir+http://";

    private static readonly Dictionary<ConnectionPart, string> QueryNames = new()
    {
        [ConnectionPart.ClientId] = "client_id", [ConnectionPart.ClientSecret] = "client_secret", [ConnectionPart.ClientSecretFile] = "client_secret_path",
        [ConnectionPart.TokenEndpoint] = "token_url", [ConnectionPart.Scope] = "scope", [ConnectionPart.Audience] = "audience", [ConnectionPart.UsesKey] = "use_jwt_assertion",
        [ConnectionPart.KeyId] = "key_id", [ConnectionPart.Timeout] = "timeout", [ConnectionPart.VerifiesCertificate] = "verify_ssl",
    };

    // As fhir-kindling has them.
    private static readonly Dictionary<ConnectionPart, string> EnvironmentNames = new()
    {
        [ConnectionPart.BaseUrl] = "FHIR_API_URL", [ConnectionPart.UserName] = "FHIR_USER", [ConnectionPart.Password] = "FHIR_PW", [ConnectionPart.Token] = "FHIR_TOKEN",
        [ConnectionPart.ClientId] = "CLIENT_ID", [ConnectionPart.ClientSecret] = "CLIENT_SECRET", [ConnectionPart.TokenEndpoint] = "OIDC_PROVIDER_URL",
    };

    private static readonly Dictionary<ConnectionPart, string> SectionNames = new()
    {
        [ConnectionPart.BaseUrl] = "BaseUrl", [ConnectionPart.Timeout] = "Timeout",
    };

    private static readonly Dictionary<ConnectionPart, string> AuthenticationNames = new()
    {
        [ConnectionPart.UserName] = "UserName", [ConnectionPart.Password] = "Password", [ConnectionPart.Token] = "Token", [ConnectionPart.ClientId] = "ClientId",
        [ConnectionPart.ClientSecret] = "ClientSecret", [ConnectionPart.ClientSecretFile] = "ClientSecretFile", [ConnectionPart.SigningKeyFile] = "SigningKeyFile",
        [ConnectionPart.KeyId] = "KeyId", [ConnectionPart.TokenEndpoint] = "TokenEndpoint", [ConnectionPart.Scope] = "Scopes", [ConnectionPart.Audience] = "Audience",
    };

    /// <summary>The parts of <c>fhir://host/path?client_id=…</c>, and the base address.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static (ConnectionParts Parts, Uri BaseUrl) ReadText(string text)
    {
        var address = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? "https://" + text[Scheme.Length..]
            : text.StartsWith(LoopbackScheme, StringComparison.OrdinalIgnoreCase) ? "http://" + text[LoopbackScheme.Length..]
            : throw new FormatException("A connection string begins with fhir://, or with fhir+http:// for loopback.");
        var question = address.IndexOf('?', StringComparison.Ordinal);
        var parts = new ConnectionParts(QueryNames);
        if (address.Contains('#', StringComparison.Ordinal))
        {
            throw new FormatException("A connection string has no fragment: write # as %23.");
        }

        foreach (var pair in question < 0 ? [] : address[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = pair.Split('=', 2);
            parts.Add(Decode(sides[0]), sides.Length == 2 ? Decode(sides[1]) : null);
        }

        return (parts, ReadBaseUrl(question < 0 ? address : address[..question], "The address of the connection string"));
    }

    /// <summary>The parts of environment variables, each with a prefix before its name.</summary>
    /// <exception cref="FormatException">There is no address, or what there is makes no connection.</exception>
    public static (ConnectionParts Parts, Uri BaseUrl) ReadEnvironment(string prefix, Func<string, string?> read)
    {
        var parts = new ConnectionParts(EnvironmentNames.ToDictionary(static pair => pair.Key, pair => prefix + pair.Value));
        foreach (var name in EnvironmentNames.Values)
        {
            // A variable that is empty is one that is not set, as shells have it.
            if (read(prefix + name) is { Length: > 0 } value)
            {
                parts.Add(prefix + name, value);
            }
        }

        return (parts, ReadBaseUrl(parts));
    }

    /// <summary>The parts of a section of the configuration, with those of its part <c>Authentication</c>; or of a connection string where the section is one.</summary>
    /// <exception cref="FormatException">There is no address, or what there is makes no connection.</exception>
    public static (ConnectionParts Parts, Uri BaseUrl) ReadSection(IConfiguration section)
    {
        if (section is IConfigurationSection { Value: { Length: > 0 } text })
        {
            return ReadText(text);
        }

        var parts = new ConnectionParts(SectionNames.Concat(AuthenticationNames.Select(static pair => KeyValuePair.Create(pair.Key, "Authentication:" + pair.Value))).ToDictionary());
        foreach (var child in section.GetChildren())
        {
            if (!string.Equals(child.Key, "Authentication", StringComparison.OrdinalIgnoreCase))
            {
                parts.Add(child.Key, child.Value);
                continue;
            }

            foreach (var part in child.GetChildren())
            {
                // A list, as scopes are in JSON.
                var items = part.GetChildren().Select(static item => item.Value).ToList();
                parts.Add("Authentication:" + part.Key, items.Count > 0 ? string.Join(' ', items) : part.Value);
            }
        }

        return (parts, ReadBaseUrl(parts));
    }

    private static Uri ReadBaseUrl(ConnectionParts parts) => parts[ConnectionPart.BaseUrl] is { } text
        ? ReadBaseUrl(text, $"'{parts.NameOf(ConnectionPart.BaseUrl)}'")
        : throw new FormatException($"The connection has no '{parts.NameOf(ConnectionPart.BaseUrl)}'.");

    private static Uri ReadBaseUrl(string text, string name) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var address) || text[0] == '/' ? throw new FormatException($"{name} is not absolute.")
        : AuthorizationEndpoint.FindProblem(address) is { } problem ? throw new FormatException($"{name} {problem}.")
        : address.Query.Length > 0 ? throw new FormatException($"{name} has a query.")
        : address;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
