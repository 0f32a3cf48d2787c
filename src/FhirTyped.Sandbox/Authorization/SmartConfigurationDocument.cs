using System.Text.Json.Nodes;
using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>
/// The SMART configuration (https://hl7.org/fhir/smart-app-launch/conformance.html): what the platform takes, at the sandbox's addresses. It
/// is also the OpenID Connect discovery document.
/// </summary>
internal static class SmartConfigurationDocument
{
    private static readonly string[] Methods = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

    private static readonly string[] Capabilities =
    [
        "launch-ehr", "launch-standalone", "authorize-post", "client-public", "sso-openid-connect", "context-banner", "context-ehr-patient", "context-ehr-encounter",
        "context-standalone-patient", "permission-offline", "permission-online", "permission-patient", "permission-user",
    ];

    public static JsonObject Make(OAuthAddresses addresses, CapabilityJudge judge)
    {
        var platform = judge.Manifest.OAuth;
        var methods = Methods.Where(method => judge.JudgeClientAuthentication(method).IsSupported).ToArray();
        return new JsonObject
        {
            ["issuer"] = addresses.Issuer,
            ["jwks_uri"] = addresses.Keys,
            ["authorization_endpoint"] = addresses.Authorize,
            ["token_endpoint"] = addresses.Token,
            ["revocation_endpoint"] = addresses.Revoke,
            ["introspection_endpoint"] = addresses.Introspect,
            ["scopes_supported"] = List(platform.ScopesSupported),
            ["response_types_supported"] = List(["code"]),
            ["grant_types_supported"] = List(["authorization_code", "refresh_token", "client_credentials"]),
            ["code_challenge_methods_supported"] = List(["S256"]),
            ["token_endpoint_auth_methods_supported"] = List(methods),
            ["token_endpoint_auth_signing_alg_values_supported"] = List(["RS384", "ES384"]),
            ["id_token_signing_alg_values_supported"] = List(["RS256"]),
            ["subject_types_supported"] = List(["public"]),
            ["authorization_response_iss_parameter_supported"] = true,
            ["capabilities"] = List(Capabilities.Concat(Extra(platform, methods))),
        };
    }

    private static IEnumerable<string> Extra(PlatformOAuth platform, string[] methods)
    {
        if (methods.Any(static method => method != "private_key_jwt"))
        {
            yield return "client-confidential-symmetric";
        }

        if (methods.Contains("private_key_jwt", StringComparer.Ordinal))
        {
            yield return "client-confidential-asymmetric";
        }

        foreach (var version in platform.ScopeVersions.Count > 0 ? platform.ScopeVersions : new(["v1", "v2"]))
        {
            yield return "permission-" + version;
        }
    }

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(static value => (JsonNode)value)]);
}
