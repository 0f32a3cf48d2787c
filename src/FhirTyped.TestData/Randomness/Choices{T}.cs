using System.Globalization;

namespace FhirTyped.TestData;

/// <summary>Values of which one is chosen at random, each with its probability. It never changes.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class Choices<T>
{
    private const double Tolerance = 1e-9;
    private readonly T[] _values;
    private readonly double[] _ends;

    /// <summary>Takes the values over.</summary>
    /// <param name="choices">The values; the probabilities sum up to 1. One of probability 0 is never chosen.</param>
    /// <exception cref="ArgumentNullException"><paramref name="choices"/> is null.</exception>
    /// <exception cref="ArgumentException">There are none, a probability is not between 0 and 1, or they do not sum up to 1 within 10⁻⁹.</exception>
    public Choices(IEnumerable<(T Value, double Probability)> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var all = choices.ToArray();
        if (all.Length == 0)
        {
            throw new ArgumentException("There is nothing to choose from.", nameof(choices));
        }

        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Probability is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"The probability of choice {i} is not between 0 and 1.", nameof(choices));
            }
        }

        var sum = all.Sum(static choice => choice.Probability);
        if (Math.Abs(sum - 1) > Tolerance)
        {
            throw new ArgumentException($"The probabilities sum up to {sum.ToString("R", CultureInfo.InvariantCulture)}, and have to sum up to 1.", nameof(choices));
        }

        var possible = all.Where(static choice => choice.Probability > 0).ToArray();
        Values = Array.ConvertAll(all, static choice => choice.Value);
        _values = Array.ConvertAll(possible, static choice => choice.Value);
        _ends = new double[possible.Length];
        var end = 0.0;
        for (var i = 0; i < possible.Length; i++)
        {
            _ends[i] = end += possible[i].Probability;
        }
    }

    /// <summary>All values, in the order in which they were given.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>One of them.</summary>
    /// <param name="random">Decides which; one number is drawn.</param>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    public T Pick(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var found = Array.BinarySearch(_ends, random.NextDouble());

        // An end belongs to the next one; what rounding left behind the last one is the last one's.
        return _values[Math.Min(found < 0 ? ~found : found + 1, _values.Length - 1)];
    }
}
