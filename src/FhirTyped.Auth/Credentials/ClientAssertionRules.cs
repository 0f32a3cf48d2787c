namespace FhirTyped.Auth;

/// <summary>By which rules a client writes the assertion that proves who it is.</summary>
public enum ClientAssertionRules
{
    /// <summary>Those of SMART App Launch and RFC 7523: <c>typ</c> is <c>JWT</c>, and <c>aud</c> is the token endpoint.</summary>
    Smart,

    /// <summary>
    /// Those of draft-ietf-oauth-rfc7523bis, for servers that insist on them: <c>typ</c> is <c>client-authentication+jwt</c>, and <c>aud</c> is the issuer alone, which
    /// the server must have named in its configuration.
    /// </summary>
    Issuer,
}
