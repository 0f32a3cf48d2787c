namespace FhirTyped;

/// <summary>The values of <c>_summary</c>: https://hl7.org/fhir/R4/search.html#summary.</summary>
public enum SummaryMode
{
    /// <summary>The elements that the specification marks as summary.</summary>
    True,

    /// <summary>The narrative, and what is mandatory.</summary>
    Text,

    /// <summary>Everything but the narrative.</summary>
    Data,

    /// <summary>Only how many there are.</summary>
    Count,

    /// <summary>Everything.</summary>
    False,
}
