namespace FhirTyped.Matching;

/// <summary>A place on the earth, in degrees.</summary>
internal sealed record PositionIndexValue(decimal Latitude, decimal Longitude) : IndexValue;
