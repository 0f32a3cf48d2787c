namespace FhirTyped.Platforms;

/// <summary>
/// The platforms of this assembly as data: by them <c>IFhirPlatformFactory</c> makes clients of servers that are only known when the program runs, and platform files that are
/// read then (<see cref="PlatformFiles"/>) may extend them.
/// </summary>
/// <remarks>
/// Using it loads no platform class, and reads no manifest before <see cref="PlatformDescriptor.Manifest"/> or <see cref="PlatformDescriptor.Judge"/> is asked for.
/// </remarks>
[FhirPlatformList]
public static partial class BuiltInPlatforms;
