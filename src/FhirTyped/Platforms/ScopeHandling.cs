namespace FhirTyped;

/// <summary>What happens where the scopes that a server granted do not cover a call (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html).</summary>
public enum ScopeHandling
{
    /// <summary>The call is sent, and a warning logged, with the diagnostic's id (FHT1301, FHT1302).</summary>
    Tell,

    /// <summary>The call is not sent: it throws a <see cref="FhirCapabilityException"/>.</summary>
    Refuse,
}
