using FhirTyped.Platforms;

namespace FhirTyped.Sandbox.Tests;

/// <summary>What Epic and Oracle Health have in common.</summary>
[FhirPlatformGroup(typeof(Epic), typeof(OracleHealth))]
internal sealed partial class Hospitals;

/// <summary>What Epic and HAPI have in common.</summary>
[FhirPlatformGroup(typeof(Epic), typeof(Hapi))]
internal sealed partial class Laboratories;
