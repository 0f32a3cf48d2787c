namespace FhirTyped.Sandbox;

/// <summary>The addresses of the authorization server. They stand beside the FHIR base address, as platforms have it.</summary>
/// <param name="origin">Scheme, host and port, without a slash at the end.</param>
internal sealed class OAuthAddresses(string origin)
{
    /// <summary>What all paths of the authorization server begin with.</summary>
    public const string BasePath = "/oauth2";

    /// <summary>The issuer of id_tokens, and the <c>iss</c> of RFC 9207.</summary>
    public string Issuer { get; } = origin + BasePath;

    public string Authorize { get; } = origin + BasePath + "/authorize";

    public string Approve { get; } = origin + BasePath + "/approve";

    public string Token { get; } = origin + BasePath + "/token";

    public string Revoke { get; } = origin + BasePath + "/revoke";

    public string Introspect { get; } = origin + BasePath + "/introspect";

    public string Keys { get; } = origin + BasePath + "/jwks";
}
