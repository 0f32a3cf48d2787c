namespace FhirTyped.Sandbox;

/// <summary>
/// All tokens that come of the same login, and end together: when the refresh token is revoked, and when a code or refresh token that has
/// been used comes again (RFC 9700, section 4.14.2). Thread-safe.
/// </summary>
internal sealed class TokenFamily
{
    private volatile bool _isRevoked;

    public bool IsRevoked => _isRevoked;

    public void Revoke() => _isRevoked = true;
}
