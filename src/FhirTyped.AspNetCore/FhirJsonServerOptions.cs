using FhirTyped.R4;

namespace FhirTyped.AspNetCore;

/// <summary>How a server takes FHIR JSON.</summary>
public sealed class FhirJsonServerOptions
{
    /// <summary>
    /// How bodies are read. Lenient reading keeps everything that a body holds, also what is against the standard; strict reading refuses the
    /// first error.
    /// </summary>
    /// <value>The default is <see cref="FhirJsonOptions.Lenient"/>.</value>
    public FhirJsonOptions Reading { get; set; } = FhirJsonOptions.Lenient;
}
