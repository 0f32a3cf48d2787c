using Refit;

namespace FhirTyped;

/// <summary>
/// Refit's settings with the options of a FHIR server: what is refused and what is checked. <c>RestService.For&lt;IEpicPatientApi&gt;(http, new FhirRefitSettings { … })</c>
/// Without it an emitted client has the options' defaults.
/// </summary>
public class FhirRefitSettings : RefitSettings
{
    /// <summary>Makes settings that read and write FHIR JSON.</summary>
    public FhirRefitSettings()
        : base(new FhirContentSerializer())
    {
    }

    /// <summary>
    /// The server's options. Where they have no base address, that of the HTTP client is used. They must not be changed once a client is made of them.
    /// </summary>
    public FhirPlatformOptions PlatformOptions { get; init; } = new();
}
