namespace FhirTyped.Auth;

/// <summary>The start of a login.</summary>
/// <param name="Address">Where the browser is sent.</param>
/// <param name="Pending">What to remember until it comes back.</param>
public sealed record SmartLogin(Uri Address, PendingLogin Pending)
{
    /// <summary>The host alone: the address holds the launch and the state.</summary>
    public override string ToString() => Address.IdnHost;
}
