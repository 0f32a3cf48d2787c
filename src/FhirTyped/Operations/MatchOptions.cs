namespace FhirTyped;

/// <summary>How <c>$match</c> is asked to find patients (https://hl7.org/fhir/R4/patient-operation-match.html).</summary>
public sealed record MatchOptions
{
    /// <summary>Whether only one certain match is wanted: with more than one the server then gives none.</summary>
    /// <value>By default false.</value>
    public bool OnlyCertainMatches { get; init; }

    /// <summary>How many candidates to give at most; 1 or more.</summary>
    /// <value>By default null: as the server sees fit.</value>
    public int? Count { get; init; }
}
