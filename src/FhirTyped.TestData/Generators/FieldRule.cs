using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>One rule of a generator.</summary>
/// <param name="Set">What it does.</param>
/// <param name="Probability">How likely it is to do it.</param>
internal sealed record FieldRule<T>(Action<T, SeededRandom, GenerationContext> Set, double Probability)
    where T : Resource
{
    /// <summary>Applies it, by the stream of its own.</summary>
    public void Apply(T resource, SeededRandom random, GenerationContext context)
    {
        if (random.NextDouble() < Probability)
        {
            Set(resource, random, context);
        }
    }
}
