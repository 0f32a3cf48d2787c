namespace FhirTyped.Auth;

/// <summary>Who named the addresses of an authorization server.</summary>
public enum SmartConfigurationSource
{
    /// <summary>The FHIR server's <c>.well-known/smart-configuration</c>.</summary>
    WellKnown,

    /// <summary>The extension <c>oauth-uris</c> of the FHIR server's CapabilityStatement, as servers had it before SMART App Launch 2.</summary>
    CapabilityStatement,

    /// <summary>The platform file.</summary>
    PlatformFile,
}
