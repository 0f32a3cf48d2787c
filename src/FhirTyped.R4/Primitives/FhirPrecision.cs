namespace FhirTyped.R4;

/// <summary>How much of a date or time is known.</summary>
public enum FhirPrecision : byte
{
    /// <summary>Nothing: the text is not a date.</summary>
    None,

    /// <summary>The year.</summary>
    Year,

    /// <summary>The month.</summary>
    Month,

    /// <summary>The day.</summary>
    Day,

    /// <summary>The minute. FHIR asks for seconds, but such texts occur.</summary>
    Minute,

    /// <summary>The second.</summary>
    Second,

    /// <summary>A fraction of the second.</summary>
    Fraction,
}
