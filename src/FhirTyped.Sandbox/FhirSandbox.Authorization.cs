using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

// What tests have of the authorization server without speaking its protocols.
public sealed partial class FhirSandbox
{
    /// <summary>Makes an access token without any login: for tests of what a token permits.</summary>
    /// <param name="scopes">The scopes, separated by spaces: <c>patient/Observation.rs</c>.</param>
    /// <param name="patientId">The patient in context, to whom <c>patient/</c> scopes are bound; null for none.</param>
    /// <exception cref="ArgumentException">One of the scopes for clinical data is not well written.</exception>
    /// <exception cref="InvalidOperationException">The sandbox was started without <see cref="FhirSandboxOptions.Authorization"/>.</exception>
    public string IssueAccessToken(string scopes, string? patientId = null)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Split(' ').Any(static scope => SmartScope.HasContext(scope) && SmartScope.Parse(scope) is null))
        {
            throw new ArgumentException("A scope is not well written: " + scopes, nameof(scopes));
        }

        var state = AuthorizationState();
        return state.AccessTokens.Issue(state.MakeGrant("", scopes, new SandboxLaunch { PatientId = patientId }, new TokenFamily()), state.LifetimeFor(isBackend: false));
    }

    /// <summary>Begins an EHR launch (https://hl7.org/fhir/smart-app-launch/app-launch.html#launch-app-ehr-launch), as if a user opened an app within the EHR.</summary>
    /// <param name="launch">Whose record is open, and who opened it.</param>
    /// <returns>The value of the parameter <c>launch</c>. It can be used once, within <see cref="SandboxAuthorization.CodeLifetime"/>.</returns>
    /// <exception cref="InvalidOperationException">The sandbox was started without <see cref="FhirSandboxOptions.Authorization"/>.</exception>
    public string CreateLaunch(SandboxLaunch launch)
    {
        ArgumentNullException.ThrowIfNull(launch);
        var state = AuthorizationState();
        return state.Launches.Issue(launch, state.Options.CodeLifetime);
    }

    /// <summary>Begins an EHR launch, and gives the address to which the EHR leads the browser: the app's with <c>iss</c> and <c>launch</c>.</summary>
    /// <param name="app">The address at which the app begins launches.</param>
    /// <param name="launch">Whose record is open, and who opened it.</param>
    /// <exception cref="InvalidOperationException">The sandbox was started without <see cref="FhirSandboxOptions.Authorization"/>.</exception>
    public Uri CreateLaunchUri(Uri app, SandboxLaunch launch)
    {
        ArgumentNullException.ThrowIfNull(app);

        // EHRs give their address without the slash at its end.
        var iss = Uri.EscapeDataString(BaseUrl.AbsoluteUri.TrimEnd('/'));
        return new Uri(app.AbsoluteUri + (app.Query.Length > 0 ? "&" : "?") + "iss=" + iss + "&launch=" + CreateLaunch(launch));
    }

    private AuthorizationState AuthorizationState() => _server.Authorization?.State
        ?? throw new InvalidOperationException("The sandbox was started without FhirSandboxOptions.Authorization.");
}
