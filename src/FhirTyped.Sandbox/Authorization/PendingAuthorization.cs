using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>An authorization request that waits for the user.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="RedirectUri">Where the answer goes.</param>
/// <param name="State">What the client wants to get back.</param>
/// <param name="Scope">The scopes that will be granted.</param>
/// <param name="Challenge">The <c>code_challenge</c>.</param>
/// <param name="Nonce">The <c>nonce</c> of the id_token, or null.</param>
/// <param name="Launch">The context of an EHR launch; null for a standalone launch.</param>
internal sealed record PendingAuthorization(
    string ClientId, string RedirectUri, string State, string Scope, string Challenge, string? Nonce, SandboxLaunch? Launch)
{
    /// <summary>Whether a patient has to be picked.</summary>
    public bool NeedsPatient => Launch is null && (AuthorizationEndpoint.ScopesHave(Scope, "launch/patient")
        || ScopeNegotiation.ClinicalOf(Scope).Any(static scope => scope.Context == SmartScopeContext.Patient));
}
