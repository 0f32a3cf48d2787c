namespace FhirTyped.Capabilities;

/// <summary>A rule and where it stands in its file.</summary>
internal sealed record PlacedRule(PlatformRule Rule, TextPosition Position);
