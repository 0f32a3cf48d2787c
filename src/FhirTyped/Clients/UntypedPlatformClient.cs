namespace FhirTyped;

/// <summary>The client of a platform that has no class: its manifest was read when the program ran.</summary>
internal sealed class UntypedPlatformClient(FhirPlatformContext context, PlatformDescriptor platform) : FhirPlatformClient(context, platform);
