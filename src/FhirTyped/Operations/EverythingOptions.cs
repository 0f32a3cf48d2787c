using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What <c>$everything</c> is asked to give (https://hl7.org/fhir/R4/patient-operation-everything.html).</summary>
public sealed record EverythingOptions
{
    /// <summary>Care from this day on.</summary>
    /// <value>By default null: from the beginning.</value>
    public FhirDate? Start { get; init; }

    /// <summary>Care until this day.</summary>
    /// <value>By default null: until today.</value>
    public FhirDate? End { get; init; }

    /// <summary>Only what was changed since.</summary>
    /// <value>By default null: all.</value>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The resource types to give, for example <c>Observation</c>.</summary>
    /// <value>By default empty: all that the server gives.</value>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>How many resources a page should have; 1 or more.</summary>
    /// <value>By default null: as the server sees fit.</value>
    public int? Count { get; init; }
}
