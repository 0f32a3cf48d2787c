namespace FhirTyped.Capabilities;

/// <summary>The types of search parameter: https://hl7.org/fhir/R4/search.html#ptypes.</summary>
public enum SearchParameterType
{
    /// <summary>Begins with, ignoring case and accents.</summary>
    String,

    /// <summary>A code, or a system and a code.</summary>
    Token,

    /// <summary>A date or time, with a comparison prefix.</summary>
    Date,

    /// <summary>A reference to a resource.</summary>
    Reference,

    /// <summary>A number, with a comparison prefix.</summary>
    Number,

    /// <summary>A quantity: number, system and unit code.</summary>
    Quantity,

    /// <summary>A URI.</summary>
    Uri,

    /// <summary>Several values that must hold together, separated by <c>$</c>.</summary>
    Composite,

    /// <summary>A form of its own, for example <c>near</c> or <c>_filter</c>.</summary>
    Special,
}
