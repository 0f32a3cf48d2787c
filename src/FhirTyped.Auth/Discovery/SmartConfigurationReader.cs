using System.Text.Json;

namespace FhirTyped.Auth;

/// <summary>Reads a configuration from what servers give. What is wrong is said by field, never by value.</summary>
internal static class SmartConfigurationReader
{
    private const string OAuthUris = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

    /// <summary>Reads <c>.well-known/smart-configuration</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static SmartConfiguration ReadWellKnown(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        var json = document.RootElement;
        return new SmartConfiguration
        {
            Source = SmartConfigurationSource.WellKnown,
            TokenEndpoint = Address(json, "token_endpoint") ?? throw new FormatException("it has no token_endpoint"),
            AuthorizationEndpoint = Address(json, "authorization_endpoint"),
            RevocationEndpoint = Address(json, "revocation_endpoint"),
            IntrospectionEndpoint = Address(json, "introspection_endpoint"),
            JwksUri = Address(json, "jwks_uri"),
            Issuer = Text(json, "issuer"),
            ScopesSupported = Texts(json, "scopes_supported"),
            TokenEndpointAuthenticationMethods = Texts(json, "token_endpoint_auth_methods_supported"),
            CodeChallengeMethods = Texts(json, "code_challenge_methods_supported"),
            Capabilities = Texts(json, "capabilities"),
            IsIssuerInCallback = json.TryGetProperty("authorization_response_iss_parameter_supported", out var value) && value.ValueKind == JsonValueKind.True,
        };
    }

    /// <summary>Reads the extension of a CapabilityStatement.</summary>
    /// <exception cref="FormatException">It is none, or has no such extension; the message says why.</exception>
    public static SmartConfiguration ReadStatement(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        if (Text(document.RootElement, "resourceType") != "CapabilityStatement")
        {
            throw new FormatException("it is no CapabilityStatement");
        }

        foreach (var rest in Items(document.RootElement, "rest"))
        {
            if (rest.TryGetProperty("security", out var security))
            {
                foreach (var extension in Items(security, "extension"))
                {
                    if (Text(extension, "url") == OAuthUris)
                    {
                        return ReadUris(extension);
                    }
                }
            }
        }

        throw new FormatException("it has no extension oauth-uris");
    }

    private static SmartConfiguration ReadUris(JsonElement extension)
    {
        var uris = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var part in Items(extension, "extension"))
        {
            if (Text(part, "url") is { } name && Address(part, "valueUri", name) is { } address)
            {
                uris[name] = address;
            }
        }

        return new SmartConfiguration
        {
            Source = SmartConfigurationSource.CapabilityStatement,
            TokenEndpoint = uris.GetValueOrDefault("token") ?? throw new FormatException("its extension oauth-uris has no token"),
            AuthorizationEndpoint = uris.GetValueOrDefault("authorize"),
            RevocationEndpoint = uris.GetValueOrDefault("revoke"),
            IntrospectionEndpoint = uris.GetValueOrDefault("introspect"),
        };
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // What it says quotes the body.
        }

        throw new FormatException("it is no JSON object");
    }

    private static Uri? Address(JsonElement json, string name, string? shownName = null) =>
        Text(json, name) is not { Length: > 0 } text ? null
        : text[0] == '/' || !Uri.TryCreate(text, UriKind.Absolute, out var address) ? throw new FormatException($"its {shownName ?? name} is not absolute")
        : AuthorizationEndpoint.FindProblem(address) is { } problem ? throw new FormatException($"its {shownName ?? name} {problem}")
        : address;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException($"its {name} is no text");

    private static List<string> Texts(JsonElement json, string name) =>
        [.. Items(json, name).Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)];

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
