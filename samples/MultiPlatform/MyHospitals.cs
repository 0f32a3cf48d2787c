using FhirTyped;
using FhirTyped.Platforms;

namespace MultiPlatform;

/// <summary>A client of Epic or of Oracle Health, with what both of them support.</summary>
[FhirPlatformGroup(typeof(Epic), typeof(OracleHealth))]
internal sealed partial class MyHospitals;
