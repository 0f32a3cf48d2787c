namespace FhirTyped.Capabilities;

/// <summary>The comparison before a number, date or quantity: https://hl7.org/fhir/R4/search.html#prefix.</summary>
internal enum SearchPrefix
{
    /// <summary>eq: the range of the value holds the resource's.</summary>
    Equal,

    /// <summary>ne: it does not.</summary>
    NotEqual,

    /// <summary>gt: something of the resource's range is above.</summary>
    GreaterThan,

    /// <summary>lt: something of the resource's range is below.</summary>
    LessThan,

    /// <summary>ge: above or equal.</summary>
    GreaterOrEqual,

    /// <summary>le: below or equal.</summary>
    LessOrEqual,

    /// <summary>sa: all of the resource's range is above.</summary>
    StartsAfter,

    /// <summary>eb: all of the resource's range is below.</summary>
    EndsBefore,

    /// <summary>ap: near.</summary>
    Approximate,
}
