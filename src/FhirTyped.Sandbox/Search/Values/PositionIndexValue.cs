namespace FhirTyped.Sandbox;

/// <summary>A place on the earth, in degrees.</summary>
internal sealed record PositionIndexValue(decimal Latitude, decimal Longitude) : IndexValue;
