using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>A caller's connection to a platform: by what his requests are sent.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="IsShared">Whether it is the gateway's own, with which more could be read than this caller may.</param>
/// <param name="PatientId">The patient of the launch, or null.</param>
/// <param name="Scope">What the server granted, separated by spaces; null where it did not say.</param>
internal sealed record GatewayConnection(FhirCredential Credential, bool IsShared, string? PatientId, string? Scope)
{
    private IReadOnlyList<SmartScope>? _grantedScopes;

    /// <summary>Those of <see cref="Scope"/> that are about clinical data; read once, since a connection lives through many requests.</summary>
    public IReadOnlyList<SmartScope> GrantedScopes => _grantedScopes ??= SmartScope.ParseAll(Scope);

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(GatewayConnection);
}
