namespace FhirTyped.Pages;

/// <summary>What an entry of a page is to its search (https://hl7.org/fhir/R4/valueset-search-entry-mode.html).</summary>
internal enum PageEntryKind
{
    /// <summary>Nothing that could be an answer to the search.</summary>
    None,

    /// <summary>What was searched for.</summary>
    Match,

    /// <summary>What came along with it.</summary>
    Include,

    /// <summary>What the server says about the search.</summary>
    Outcome,

    /// <summary>A version of a history at which the resource was deleted, which has no resource.</summary>
    Deleted,
}
