namespace FhirTyped.Sandbox;

/// <summary>
/// Makes a sandbox authorize clients as SMART App Launch describes it (https://hl7.org/fhir/smart-app-launch/): it issues tokens, and every
/// request but those for the conformance addresses needs one that permits it.
/// </summary>
/// <remarks>
/// What the platform's file says holds here too: which ways of client authentication and which syntaxes of scopes it takes, how long its
/// access tokens live, and whether it refuses the parameter <c>aud</c>. The addresses are told by <c>.well-known/smart-configuration</c>.
/// </remarks>
public sealed class SandboxAuthorization
{
    /// <summary>The clients that are registered.</summary>
    /// <value>The default is none.</value>
    public IList<SandboxOAuthClient> Clients { get; } = [];

    /// <summary>How long an access token lives.</summary>
    /// <value>The default is null: as long as the platform's file says, and else 5 minutes for a backend service and an hour for an app.</value>
    public TimeSpan? AccessTokenLifetime { get; set; }

    /// <summary>How long a refresh token can be used. Each use gives a new one; a second use revokes all that came of the same login.</summary>
    /// <value>The default is 90 days.</value>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long an authorization code can be exchanged, and a launch be begun.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The patient and user with which every authorization is approved at once, without a page: for tests. An EHR launch has the patient
    /// and user of its own.
    /// </summary>
    /// <value>The default is null: a page asks for a patient, and for consent.</value>
    public SandboxLaunch? AutomaticApproval { get; set; }
}
