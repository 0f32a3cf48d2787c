namespace FhirTyped.TestData;

/// <summary>Makes <see cref="Choices{T}"/> without naming the type.</summary>
public static class Choices
{
    /// <summary>Values, each with its probability: <c>Choices.Of(("a", 0.9), ("b", 0.1))</c>.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="choices">The values; the probabilities sum up to 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="choices"/> is null.</exception>
    /// <exception cref="ArgumentException">There are none, a probability is not between 0 and 1, or they do not sum up to 1 within 10⁻⁹.</exception>
    public static Choices<T> Of<T>(params IEnumerable<(T Value, double Probability)> choices) => new(choices);

    /// <summary>Values of which each is as likely as any other.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Choices<T> Even<T>(params IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var all = values.ToArray();
        return new(all.Select(value => (value, 1.0 / all.Length)));
    }
}
