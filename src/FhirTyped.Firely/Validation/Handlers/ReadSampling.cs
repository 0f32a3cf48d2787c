namespace FhirTyped.Firely.Handlers;

/// <summary>
/// Chooses a share of what comes, evenly and always in the same way: by multiples of the golden ratio, whose fractions fill the interval from 0 to 1 evenly
/// and keep no step with requests that come in turn, as choosing every second one would.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ReadSampling(double rate)
{
    private const double GoldenRatio = 0.6180339887498949;

    private long _count;

    /// <summary>Whether the next one is chosen.</summary>
    public bool Next()
    {
        if (rate <= 0)
        {
            return false;
        }

        var position = (Interlocked.Increment(ref _count) & 0xFFFF_FFFF) * GoldenRatio;
        return position - Math.Floor(position) < rate;
    }
}
