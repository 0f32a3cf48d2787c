namespace FhirTyped.Transfer;

/// <summary>Finds a place for the text of each edge on its way, so that no text lies on another as far as there is room.</summary>
internal sealed class LabelPlaces
{
    private const int Height = 13;

    private readonly List<(int Left, int Right, int Y)> _taken = [];

    /// <summary>Takes a place.</summary>
    /// <param name="candidates">Where it may stand, the best first; at least one.</param>
    /// <param name="width">The width of the text.</param>
    /// <returns>The first that is free, else the first.</returns>
    public (int X, int Y) Take(IReadOnlyList<(int X, int Y)> candidates, int width)
    {
        var place = candidates[0];
        foreach (var (x, y) in candidates)
        {
            if (!_taken.Exists(other => x - (width / 2) < other.Right && other.Left < x + (width / 2) && Math.Abs(other.Y - y) < Height))
            {
                place = (x, y);
                break;
            }
        }

        _taken.Add((place.X - (width / 2), place.X + (width / 2), place.Y));
        return place;
    }
}
