namespace FhirTyped;

/// <summary>What can be wrong in a payload.</summary>
public enum FhirFormatCode
{
    /// <summary>The bytes are not JSON, or end too early.</summary>
    InvalidJson,

    /// <summary>The type has no element of this name.</summary>
    UnknownElement,

    /// <summary>An object stands where a string should, and the like.</summary>
    WrongJsonType,

    /// <summary>A primitive that its type's format does not allow.</summary>
    InvalidValue,

    /// <summary>A code that the required value set does not hold.</summary>
    UnknownCode,

    /// <summary>An element with a minimum of 1 is absent.</summary>
    MissingElement,

    /// <summary>A choice has values of two types.</summary>
    SeveralChoiceValues,

    /// <summary>An object has the same property twice.</summary>
    DuplicateProperty,

    /// <summary>Something other than white space follows the resource.</summary>
    TrailingData,

    /// <summary>Objects and arrays are nested deeper than the options allow.</summary>
    DepthLimit,

    /// <summary>The payload is larger than the options allow.</summary>
    PayloadLimit,

    /// <summary>FHIR R4 has no resource type of this name.</summary>
    UnknownResourceType,

    /// <summary>The resource is of another type than the caller asked for.</summary>
    UnexpectedResourceType,

    /// <summary>A null or an empty array, which FHIR does not allow.</summary>
    EmptyValue,

    /// <summary>A text has half of a surrogate pair, which is no character: <c>\uD83D</c> alone.</summary>
    InvalidText,
}
