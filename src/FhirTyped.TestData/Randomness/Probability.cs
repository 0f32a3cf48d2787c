using System.Runtime.CompilerServices;

namespace FhirTyped.TestData;

/// <summary>What a probability has to be.</summary>
internal static class Probability
{
    /// <summary>Throws where it is not between 0 and 1; NaN is not.</summary>
    public static void Require(double probability, [CallerArgumentExpression(nameof(probability))] string? name = null)
    {
        if (probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, "A probability is between 0 and 1.");
        }
    }
}
