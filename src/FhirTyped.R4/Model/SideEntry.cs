namespace FhirTyped.R4;

/// <summary>One thing kept beside the properties.</summary>
internal readonly record struct SideEntry(SideKind Kind, string Name, PrimitiveMetadata? Metadata, byte[]? Raw);
