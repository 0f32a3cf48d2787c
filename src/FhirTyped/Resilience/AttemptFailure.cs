namespace FhirTyped.Resilience;

/// <summary>How a try failed, as far as another one may help.</summary>
internal enum AttemptFailure
{
    /// <summary>It did not, or in a way that another try would not change.</summary>
    None,

    /// <summary>The server answered with a status that is no success.</summary>
    Status,

    /// <summary>The request or its answer did not get through.</summary>
    Network,

    /// <summary>The whole answer did not come in time.</summary>
    Timeout,
}
