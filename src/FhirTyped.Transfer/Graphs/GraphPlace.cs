namespace FhirTyped.Transfer;

/// <summary>Where a node stands, in pixels from the top left.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its top.</param>
/// <param name="Width">Its width; 0 for a place that an edge keeps free.</param>
/// <param name="Height">Its height.</param>
internal readonly record struct GraphPlace(int X, int Y, int Width, int Height)
{
    /// <summary>The right edge.</summary>
    public int Right => X + Width;

    /// <summary>The middle from top to bottom.</summary>
    public int Middle => Y + (Height / 2);
}
