namespace FhirTyped;

/// <summary>What became of the count of a resource type.</summary>
public enum FhirTypeCountStatus
{
    /// <summary>The server gave a number.</summary>
    Counted,

    /// <summary>The server answered, and gave no number: there may be any.</summary>
    NoTotal,

    /// <summary>Nothing was sent: the platform does not support such a count, or the type has nothing that leads to a patient.</summary>
    NotCounted,

    /// <summary>The server refused, did not answer, or its answer was not to be used.</summary>
    Failed,
}
