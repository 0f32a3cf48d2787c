namespace FhirTyped;

/// <summary>One server that was registered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="ClientType">The class of its client.</param>
internal sealed record FhirPlatformRegistration(string Name, PlatformDescriptor Platform, Type ClientType);
