using System;

namespace FhirTyped.Capabilities;

/// <summary>Which versions of FHIR are R4: https://hl7.org/fhir/R4/valueset-FHIR-version.html.</summary>
internal static class FhirVersions
{
    private const string Release = "4.0";

    /// <summary>
    /// Whether a version is one of FHIR R4: <c>4.0</c>, <c>4.0.0</c>, <c>4.0.1</c>, and builds of it. R4B (<c>4.1.0</c>, <c>4.3.0</c>), its
    /// ballots (<c>3.5.0</c>) and R5 are others, with other resource types.
    /// </summary>
    public static bool IsR4(string version) => version == Release || version.StartsWith(Release + ".", StringComparison.Ordinal);
}
