namespace FhirTyped.Capabilities;

/// <summary>An HTTP header that a platform wants on every request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record PlatformHeader(string Name, string Value);
