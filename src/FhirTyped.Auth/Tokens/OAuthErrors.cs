namespace FhirTyped.Auth;

/// <summary>The error codes of OAuth and OpenID Connect that are registered with IANA. Others may hold anything: they are not repeated.</summary>
internal static class OAuthErrors
{
    public const string InvalidGrant = "invalid_grant";

    private static readonly HashSet<string> Registered = new(StringComparer.Ordinal)
    {
        "invalid_request", "invalid_client", InvalidGrant, "unauthorized_client", "unsupported_grant_type", "invalid_scope", "access_denied",
        "unsupported_response_type", "server_error", "temporarily_unavailable", "invalid_token", "insufficient_scope", "unsupported_token_type",
        "interaction_required", "login_required", "account_selection_required", "consent_required", "invalid_request_uri", "invalid_request_object",
        "request_not_supported", "request_uri_not_supported", "registration_not_supported", "invalid_target", "authorization_pending", "slow_down",
        "expired_token", "invalid_dpop_proof", "use_dpop_nonce", "unmet_authentication_requirements", "invalid_authorization_details",
    };

    /// <summary>The code where it is a registered one, else null.</summary>
    public static string? Known(string? code) => code is not null && Registered.TryGetValue(code, out var known) ? known : null;
}
