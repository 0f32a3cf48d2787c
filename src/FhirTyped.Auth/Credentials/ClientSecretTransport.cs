namespace FhirTyped.Auth;

/// <summary>How a client's secret is sent to the token endpoint (RFC 6749, section 2.3.1).</summary>
public enum ClientSecretTransport
{
    /// <summary>In the <c>Authorization</c> field, form-encoded first (<c>client_secret_basic</c>).</summary>
    Basic,

    /// <summary>In the body (<c>client_secret_post</c>).</summary>
    Body,
}
