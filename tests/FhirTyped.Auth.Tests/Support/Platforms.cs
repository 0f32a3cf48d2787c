using FhirTyped.Capabilities;

namespace FhirTyped.Auth.Tests;

/// <summary>Platforms of a few facts.</summary>
internal static class Platforms
{
    /// <summary>A platform about which nothing is known.</summary>
    public static PlatformDescriptor Unknown { get; } = With(new());

    /// <summary>A platform with these facts of authorization.</summary>
    public static PlatformDescriptor With(PlatformOAuth oauth, string baseUrl = "", ClientRegistration? client = null) =>
        new(new PlatformManifest { Id = "test", ClassName = "TestPlatform", Name = "Test", FhirBaseUrl = baseUrl, OAuth = oauth, Client = client ?? new() });
}
