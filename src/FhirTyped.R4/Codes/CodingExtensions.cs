namespace FhirTyped.R4;

/// <summary>Whether a concept has a code: <c>observation.Category.Any(c => c.Has(ObservationCategory.Laboratory))</c>.</summary>
public static class CodingExtensions
{
    /// <summary>Whether a coding is the code of a system. The code is compared with regard to case, as most systems demand.</summary>
    /// <param name="coding">The coding; null has no code.</param>
    /// <param name="system">The system's URI.</param>
    /// <param name="code">The code.</param>
    public static bool Is(this Coding? coding, string system, string code) =>
        coding is not null && coding.Code == code && coding.System == system;

    /// <summary>Whether a coding is a member of an enum, by its system and code.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of an enum of this assembly.</exception>
    public static bool Is<TEnum>(this Coding? coding, TEnum value)
        where TEnum : struct, Enum => coding.Is(FhirCodes.SystemOf(value), FhirCodes.CodeOf(value));

    /// <summary>Whether any coding of a concept is the code of a system.</summary>
    /// <param name="concept">The concept; null has no code.</param>
    /// <param name="system">The system's URI.</param>
    /// <param name="code">The code.</param>
    public static bool Has(this CodeableConcept? concept, string system, string code)
    {
        if (concept is not null)
        {
            foreach (var coding in concept.Coding)
            {
                if (coding.Is(system, code))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether any coding of a concept is a member of an enum.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of an enum of this assembly.</exception>
    public static bool Has<TEnum>(this CodeableConcept? concept, TEnum value)
        where TEnum : struct, Enum => concept.Has(FhirCodes.SystemOf(value), FhirCodes.CodeOf(value));
}
